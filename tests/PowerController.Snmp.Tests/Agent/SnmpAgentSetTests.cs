using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Agent;

public class SnmpAgentSetTests
{
    private static readonly Oid Name = Shelf.Root.Append(1, 0);
    private static readonly Oid Level = Shelf.Root.Append(4, 0);
    private readonly Shelf _shelf = new();

    [Fact]
    public void Set_Valid_ChangesAllAndEchoesThem()
    {
        VarBind[] changes = [new(Name, SnmpValue.Text("attic")), new(Level, SnmpValue.Integer32(42))];
        Answered answer = _shelf.NewAgent().Set(changes);
        Assert.Equal(SnmpErrorStatus.NoError, answer.Status);
        Assert.Equal(changes, answer.VarBinds);
        Assert.Equal(("attic", 42), (_shelf.Name, _shelf.Level));
    }

    [Fact]
    public void Set_WithOneInvalid_ChangesNothingAndNamesIt()
    {
        Answered answer = _shelf.NewAgent().Set(new(Name, SnmpValue.Text("attic")), new(Level, SnmpValue.Integer32(101)));
        Assert.Equal((SnmpErrorStatus.WrongValue, 2), (answer.Status, answer.Index));
        Assert.Equal(("shelf", 7), (_shelf.Name, _shelf.Level));
    }

    [Fact]
    public void Set_FailingInCommit_TakesBackWhatWasDone()
    {
        _shelf.MoveFails = true;
        Answered answer = _shelf.NewAgent().Set(new(Name, SnmpValue.Text("attic")), new(Level, SnmpValue.Integer32(50)));
        Assert.Equal((SnmpErrorStatus.CommitFailed, 2), (answer.Status, answer.Index));
        Assert.Equal("shelf", _shelf.Name);
    }

    [Theory]
    [InlineData("1.0", 1, SnmpErrorStatus.WrongType)]
    [InlineData("2.0", 1, SnmpErrorStatus.NotWritable)]
    [InlineData("3.9", 1, SnmpErrorStatus.NoCreation)]
    [InlineData("77.0", 1, SnmpErrorStatus.NotWritable)]
    public void Set_Refused_SaysWhy(string below, int value, SnmpErrorStatus expected)
    {
        Oid name = Oid.Parse($"{Shelf.Root}.{below}");
        Assert.Equal((expected, 1), Refusal(_shelf.NewAgent().Set(new VarBind(name, SnmpValue.Integer32(value)))));
    }

    [Fact]
    public void Set_InV1_SaysBadValueOrNoSuchName()
    {
        SnmpAgent agent = _shelf.NewAgent();
        Assert.Equal((SnmpErrorStatus.BadValue, 1), Refusal(agent.Ask(PduType.Set, SnmpVersion.V1, "writer", 0, 0, new VarBind(Level, SnmpValue.Integer32(101)))!));
        Assert.Equal((SnmpErrorStatus.NoSuchName, 1), Refusal(agent.Ask(PduType.Set, SnmpVersion.V1, "writer", 0, 0, new VarBind(Shelf.Root.Append(3, 1), SnmpValue.Integer32(1)))!));
    }

    [Fact]
    public void Set_ByAReader_IsRefusedAndCounted()
    {
        SnmpAgent agent = _shelf.NewAgent();
        Assert.Equal((SnmpErrorStatus.NoAccess, 1), Refusal(agent.Ask(PduType.Set, SnmpVersion.V2c, "reader", 0, 0, new VarBind(Level, SnmpValue.Integer32(1)))!));
        Assert.Equal((SnmpErrorStatus.NoSuchName, 1), Refusal(agent.Ask(PduType.Set, SnmpVersion.V1, "reader", 0, 0, new VarBind(Level, SnmpValue.Integer32(1)))!));
        Assert.Equal((7, 2), (_shelf.Level, agent.Counters.NotAllowed));
    }

    private static (SnmpErrorStatus Status, int Index) Refusal(Answered answer) => (answer.Status, answer.Index);
}

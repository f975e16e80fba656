using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Agent;

public class SnmpAgentReadTests
{
    private static readonly Oid Name = Shelf.Root.Append(1, 0);
    private static readonly Oid Wide = Shelf.Root.Append(2, 0);
    private static readonly Oid Table = Shelf.Root.Append(3);
    private static readonly Oid Large = Shelf.Root.Append(5, 0);
    private readonly Shelf _shelf = new();

    [Fact]
    public void Get_OfKnownAndUnknown_GivesValuesAndExceptionsInPlace()
    {
        Answered answer = _shelf.NewAgent().Get(Name, Table.Append(9), Shelf.Root.Append(99, 0), Table.Append(2));
        Assert.Equal(SnmpErrorStatus.NoError, answer.Status);
        Assert.Equal([SnmpValue.Text("shelf"), SnmpValue.NoSuchInstance, SnmpValue.NoSuchObject, SnmpValue.Gauge32(20)], answer.Values);
    }

    [Fact]
    public void Get_InV1OfUnknown_SaysNoSuchNameAndWhere()
    {
        Answered answer = _shelf.NewAgent().Ask(PduType.Get, SnmpVersion.V1, "reader", 0, 0, AgentTalk.Questions(Name, Table.Append(9)))!;
        Assert.Equal((SnmpErrorStatus.NoSuchName, 2), (answer.Status, answer.Index));
        Assert.Equal(2, answer.VarBinds.Length);
    }

    [Fact]
    public void GetNext_OverAnAbsentRow_GoesToTheNextThatIsThere()
    {
        _shelf.Rows[1] = null;
        Answered answer = _shelf.NewAgent().GetNext(SnmpVersion.V2c, Table.Append(1));
        Assert.Equal(new VarBind(Table.Append(3), SnmpValue.Gauge32(30)), Assert.Single(answer.VarBinds));
        Assert.Equal(SnmpValue.NoSuchInstance, _shelf.NewAgent().Get(Table.Append(2)).Values[0]);
    }

    [Fact]
    public void GetNext_InV1_StepsOverCounter64()
    {
        Assert.Equal(Wide, _shelf.NewAgent().GetNext(SnmpVersion.V2c, Name).VarBinds[0].Name);
        Assert.Equal(Table.Append(1), _shelf.NewAgent().GetNext(SnmpVersion.V1, Name).VarBinds[0].Name);
    }

    [Fact]
    public void GetNext_BehindTheLast_EndsAsTheVersionDoes()
    {
        Oid last = Shelf.Root.Append(6, 0);
        Assert.Equal(new VarBind(last, SnmpValue.EndOfMibView), _shelf.NewAgent().GetNext(SnmpVersion.V2c, last).VarBinds[0]);
        Answered v1 = _shelf.NewAgent().GetNext(SnmpVersion.V1, last);
        Assert.Equal((SnmpErrorStatus.NoSuchName, 1), (v1.Status, v1.Index));
    }

    [Fact]
    public void GetBulk_WithRepetitions_GivesRowAfterRow()
    {
        Answered answer = _shelf.NewAgent().GetBulk(1, 2, Shelf.Root, Table, Shelf.Root.Append(4));
        Assert.Equal([Name, Table.Append(1), Shelf.Root.Append(4, 0), Table.Append(2), Large], answer.VarBinds.Select(v => v.Name));
    }

    [Fact]
    public void GetBulk_BehindTheEnd_StopsWithEndOfView()
    {
        Answered answer = _shelf.NewAgent().GetBulk(0, 50, Shelf.Root.Append(6, 0));
        Assert.Equal(SnmpType.EndOfMibView, Assert.Single(answer.VarBinds).Value.Type);
    }

    [Fact]
    public void GetBulk_WithAbsurdNumbers_IsCutToWhatFits()
    {
        _shelf.LargeBytes = 600;
        Answered answer = _shelf.NewAgent().GetBulk(-3, int.MaxValue, [.. Enumerable.Repeat(Shelf.Root.Append(4, 0), 40)]);
        Assert.Equal(SnmpErrorStatus.NoError, answer.Status);
        Assert.Equal(2, answer.VarBinds.Length);
        Assert.InRange(answer.Bytes, 1200, Limits.ResponseBytes);
    }

    [Fact]
    public void Get_LargerThanAMessage_SaysTooBigWithoutVariables()
    {
        _shelf.LargeBytes = 3000;
        Answered answer = _shelf.NewAgent().Get(Name, Large);
        Assert.Equal((SnmpErrorStatus.TooBig, 0, 0), (answer.Status, answer.Index, answer.VarBinds.Length));
        Answered v1 = _shelf.NewAgent().Ask(PduType.Get, SnmpVersion.V1, "reader", 0, 0, AgentTalk.Questions(Name, Large))!;
        Assert.Equal((SnmpErrorStatus.TooBig, 2), (v1.Status, v1.VarBinds.Length));
    }

    [Fact]
    public void Get_OfAValueThatThrows_SaysGenErrAndCounts()
    {
        _shelf.Broken = true;
        SnmpAgent agent = _shelf.NewAgent();
        Assert.Equal(SnmpErrorStatus.GenErr, agent.Get(Shelf.Root.Append(6, 0)).Status);
        Assert.Equal(SnmpErrorStatus.NoError, agent.Get(Name).Status);
        Assert.Equal(1, agent.Counters.MibFaults);
    }

    [Fact]
    public void Anything_WithAWrongCommunity_IsNotAnswered()
    {
        SnmpAgent agent = _shelf.NewAgent();
        Assert.Null(agent.Ask(PduType.Get, SnmpVersion.V2c, "guess", 0, 0, AgentTalk.Questions(Name)));
        Assert.Null(agent.Ask(PduType.Get, SnmpVersion.V1, "reader2", 0, 0, AgentTalk.Questions(Name)));
        Assert.Equal((2, 0), (agent.Counters.WrongCommunity, agent.Counters.Answered));
    }

    [Theory]
    [InlineData(PduType.Response)]
    [InlineData(PduType.Inform)]
    [InlineData(PduType.TrapV2)]
    [InlineData(PduType.Report)]
    public void Pdu_ThatAsksNothing_IsDroppedAndCounted(PduType type)
    {
        SnmpAgent agent = _shelf.NewAgent();
        Assert.Null(agent.Ask(type, SnmpVersion.V2c, "writer", 0, 0, AgentTalk.Questions(Name)));
        Assert.Equal(1, agent.Counters.UnexpectedPdu);
    }

    [Fact]
    public void V1_SwitchedOff_IsNotAnswered()
    {
        SnmpAgent agent = _shelf.NewAgent(new AgentOptions { Communities = [new("reader")], ServesV1 = false });
        Assert.Null(agent.Ask(PduType.Get, SnmpVersion.V1, "reader", 0, 0, AgentTalk.Questions(Name)));
        Assert.NotNull(agent.Ask(PduType.Get, SnmpVersion.V2c, "reader", 0, 0, AgentTalk.Questions(Name)));
    }
}

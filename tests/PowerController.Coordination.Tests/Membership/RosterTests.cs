using PowerController.Coordination.Membership;
using PowerController.Coordination.Tests.Network;

namespace PowerController.Coordination.Tests.Membership;

public sealed class RosterTests
{
    [Fact]
    public void Roster_OfTerminalsAmongNodes_HasEachHostOnce()
    {
        var roster = SampleSite.Roster(2, 3, amongNodes: true);

        Assert.Equal(["n3", "t1", "t2"], roster.Entries.Select(entry => entry.Name));
        Assert.Equal(roster.Find("t2"), roster.FindByNode("n2"));
        Assert.Equal("n1", roster.Entries[roster.Find("t1")].Node);
        Assert.Equal(3, roster.OfUnit(SampleSite.Cluster).Length);
    }

    [Fact]
    public void Slots_OfTheSameTerminals_DoNotDependOnTheOthers()
    {
        var two = SampleSite.Roster(2, 2);
        var three = SampleSite.Roster(3, 4);

        Assert.Equal(two.Entries[two.Find("t1")].Slot, three.Entries[three.Find("t1")].Slot);
        Assert.Equal(two.Entries[two.Find("t2")].Slot, three.Entries[three.Find("t2")].Slot);
    }

    [Fact]
    public void Slots_OfAsManyTerminalsAsFit_AreAllDifferent()
    {
        var roster = SampleSite.Roster(Limits.TerminalSlots, 1);

        Assert.Equal(Limits.TerminalSlots, roster.Entries.Where(entry => entry.IsTerminal).Select(entry => entry.Slot).Distinct().Count());
    }

    [Fact]
    public void Site_ThatDoesNotFit_IsRefusedWithTheReason()
    {
        var site = SampleSite.Of(1, 1);

        Assert.Null(Roster.Of(SampleSite.Of(65, 1), out var many));
        Assert.Contains("65 control terminals", many, StringComparison.Ordinal);
        Assert.Null(Roster.Of(site with { Nodes = [site.Nodes[0] with { Name = new string('n', 64) }], Clusters = [] }, out var longName));
        Assert.Contains("does not fit in a message", longName, StringComparison.Ordinal);
    }
}

using System.Net;
using PowerController.Coordination.Membership;
using PowerController.Hosts.Network;
using PowerController.Hosts.Tests.Life;

namespace PowerController.Hosts.Tests.Network;

public sealed class NetworkPlanTests
{
    [Fact]
    public void Plan_OfATerminal_ListsEverybodyAndOfAnAgentTheTerminals()
    {
        var site = TrialSite.Of(2, 2, amongNodes: false, "site");
        var roster = Roster.Of(site, out _)!;

        var terminal = NetworkPlan.Of(site, roster, "t1");
        var agent = NetworkPlan.Of(site, roster, "n1");

        Assert.Equal(IPAddress.Parse("127.0.2.1"), terminal.Own);
        Assert.Equal(["127.0.1.1", "127.0.1.2", "127.0.2.2"], terminal.List.Select(address => address.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["127.0.2.1", "127.0.2.2"], agent.List.Select(address => address.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal([IPAddress.Parse("127.255.255.255")], agent.Groups);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("fd00::7")]
    public void Address_AsAValueAndBack_IsTheSame(string written)
    {
        var address = Addresses.Of(IPAddress.Parse(written), 4000);

        Assert.Equal(new IPEndPoint(IPAddress.Parse(written), 4000), Addresses.EndPointOf(address));
        Assert.Equal(address, Addresses.Of(new IPEndPoint(IPAddress.Parse(written), 4000).Serialize()));
    }

    [Fact]
    public void Way_ThatFailsForLong_IsToldOnceAndSoIsItsEnd()
    {
        var time = new ManualTime();
        var health = new PathHealth(time);
        health.Note("way", "gone");
        var soon = health.Changes();
        time.Advance(TimeSpan.FromSeconds(4));
        var later = health.Changes();
        var again = health.Changes();
        health.Note("way", (string?)null);
        var back = health.Changes();

        Assert.Empty(soon);
        Assert.Equal([("way", "gone")], later);
        Assert.Empty(again);
        Assert.Equal([("way", null)], back);
    }
}

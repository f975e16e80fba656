using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Coordination.Tests.Network;

/// <summary>A site as small as the coordination needs it: terminals t1, t2…, nodes n1, n2… in one cluster.</summary>
public static class SampleSite
{
    public const string Cluster = "c1";

    /// <param name="amongNodes">The terminals run on the first nodes.</param>
    /// <param name="ownUpses">Each node reads a UPS of its own: UPS1, UPS2…</param>
    public static Roster Roster(int terminals, int nodes, bool amongNodes = false, string name = "site", bool ownUpses = false) =>
        PowerController.Coordination.Membership.Roster.Of(Of(terminals, nodes, amongNodes, name) with { Upses = ownUpses ? [.. Enumerable.Range(1, nodes).Select(OwnUps)] : [] }, out var problem) ?? throw new InvalidOperationException(problem);

    public static Site Of(int terminals, int nodes, bool amongNodes = false, string name = "site")
    {
        var supply = new Supply([], 0);
        var network = new SiteNetwork("255.255.255.255", 4000, null);
        return new Site(
            name,
            amongNodes ? SiteBuild.TerminalsAmongNodes : SiteBuild.TerminalApart,
            network,
            SiteTiming.Default,
            [.. Enumerable.Range(1, terminals).Select(at => new Terminal($"t{at}", "g", "", at, amongNodes ? $"n{at}" : null, null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(3)))],
            [new Group("g", null, "", network, TimeSpan.FromSeconds(50), CommLossPolicy.Continue)],
            [],
            [.. Enumerable.Range(1, nodes).Select(at => new Node(
                $"n{at}", "", "g", "", supply, RestorePolicy.Ups, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(15), [new StartByOutput()], new StopByAgent(), []))],
            [],
            [new Cluster(
                Cluster, "", "command", [.. Enumerable.Range(1, nodes).Select(at => $"n{at}")], [], TimeSpan.FromMinutes(2), null, TimeSpan.Zero, [],
                ImmutableArray<WorkloadBudget>.Empty, ImmutableArray<StopWrapper>.Empty)]);
    }

    private static Ups OwnUps(int at) => new(
        $"UPS{at}", "", "g", new AgentConnection($"n{at}"), TimeSpan.FromMinutes(1), CutOnMains.Graceful, UpsSettings.Default, new Celsius(0), new Celsius(45), null, false, []);
}

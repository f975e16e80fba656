using System.Collections.Immutable;
using PowerController.Model.Effects;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Following;

namespace PowerController.Gateways;

/// <summary>A site with a cluster, in the middle of things.</summary>
public static class ClusterSite
{
    public const string Text =
        """
        site: demo "one"
        build: terminal-apart
        terminals: [{ name: terminal, address: 127.0.0.10, supply: UPS1 }]
        groups:
          - name: room
            upses:
              - { name: UPS1, simulated: {} }
              - { name: UPS2, simulated: {} }
              - { name: UPS3, simulated: {} }
            nodes:
              - { name: node1, address: 127.0.0.11, supply: UPS2 }
            groups:
              - name: cellar
                upses: [{ name: UPS4, simulated: {} }]
                disks: [{ name: disk1, supply: UPS4, warmUpOrder: 2 }]
        clusters: [{ name: cluster, nodes: [node1], disks: [disk1], stopTimeout: 120s }]
        """;

    /// <summary>UPS2 on battery, UPS3 silent, UPS4 tells little; a run of the cluster stops its node's system.</summary>
    public static FollowedSite Outage(DateTimeOffset wall)
    {
        var site = new FollowedSite(wall, Text.Replace("demo \"one\"", "demo", StringComparison.Ordinal));
        site.Hear(wall, Readings);
        var state = site.Current.State;
        var now = state.Now;
        var good = state.Upses[0] with { Mains = MainsState.Good, Output = OutputPower.On };
        site.Decide(state with
        {
            Self = "terminal",
            Role = Role.Master,
            Upses = Table<UpsState>.Of([good, good with { Mains = MainsState.Lost, MainsSince = now - TimeSpan.FromSeconds(45), FailedSince = now }, good with { SilentSince = now }, good]),
            Nodes = Table<NodeState>.Of([state.Nodes[0] with { Power = NodePower.OsStopping }]),
            Disks = Table<DiskState>.Of([state.Disks[0] with { Power = DiskPower.Warm }]),
            Runs = [Run(now)],
        });
        return site;
    }

    public static RunReport Report(TimeSpan failedAt) => new(
        new RunId(3, 7), "cluster", RunCause.Outage, failedAt, failedAt + TimeSpan.FromSeconds(900),
        new RunDeadlines(failedAt, failedAt + TimeSpan.FromSeconds(158), failedAt + TimeSpan.FromSeconds(218), failedAt + TimeSpan.FromSeconds(226), failedAt + TimeSpan.FromSeconds(764)),
        [new PhaseEntry(Phase.Watching, failedAt), new PhaseEntry(Phase.StoppingOs, failedAt + TimeSpan.FromSeconds(100)), new PhaseEntry(Phase.Dark, failedAt + TimeSpan.FromSeconds(300))],
        ["node1 hung"], []);

    private static Reading? Readings(int ups) => ups switch
    {
        0 => FollowedSite.OnMains(),
        1 => FollowedSite.OnBattery(73) with { Conditions = Conditions.LowBattery | Conditions.Overload },
        2 => FollowedSite.OnMains(),
        _ => new Reading(OutputSource.Mains, Conditions.Charging),
    };

    private static Run Run(TimeSpan now) => new(
        new RunId(3, 8), RunCause.Outage, RunAim.StopAndStart, 0, true, "UPS2 has failed", Phase.StoppingOs, now, now, now - TimeSpan.FromSeconds(45), now,
        RunDeadlines.None with { OffBy = now + TimeSpan.FromSeconds(600) }, [RunMember.Of(0, true)], TimeSpan.Zero, null, false, false, Step.None, Step.None, [], 1, [], [], [], []);
}

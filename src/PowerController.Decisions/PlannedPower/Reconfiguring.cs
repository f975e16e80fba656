using System.Collections.Immutable;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.PlannedPower;

/// <summary>A new configuration: rows of the same name keep what is known of them, open runs go on where their nodes still exist.</summary>
internal static class Reconfiguring
{
    public static void Take(Turn turn, ConfigurationChanged changed)
    {
        turn.Note(Rule.ConfigurationSwapped);
        var was = turn.State;
        var old = was.Topology;
        var topology = new Topology(changed.Site);
        turn.Change(_ => was with
        {
            Topology = topology,
            Times = Ceilings.Of(topology),
            Digest = changed.Digest,
            Upses = Table<UpsState>.Of(topology.Upses.Select(place => Keep(old.Ups(place.Ups.Name), at => was.Upses[at]) is { } ups
                && ups.Outputs.Length == place.Outputs.Length ? ups : UpsState.Unheard(place.Outputs.Length))),
            Nodes = Table<NodeState>.Of(topology.Nodes.Select(place => Keep(old.Node(place.Node.Name), at => was.Nodes[at]) ?? NodeState.Unheard)),
            Disks = Table<DiskState>.Of(topology.Disks.Select(place => Keep(old.Disk(place.Disk.Name), at => was.Disks[at]) ?? DiskState.Unheard)),
            Units = Table<UnitState>.Of(topology.Units.Select(place => Keep(old.Unit(place.Name), at => was.Units[at]) ?? UnitState.Usual)),
            Areas = Table<AreaState>.Of(topology.Areas.Select(_ => AreaState.Quiet)),
            Runs = [.. was.Runs.Select(run => Moved(turn, run, old, topology)).OfType<Run>()],
            Lost = [.. was.Lost.Select(run => Moved(turn, run, old, topology)).OfType<Run>()],
        });
        for (var area = 0; area < topology.Areas.Length; area++)
            turn.Touch(area);
    }

    private static T? Keep<T>(int at, Func<int, T> row)
        where T : class =>
        at < 0 ? null : row(at);

    private static Run? Moved(Turn turn, Run run, Topology old, Topology topology)
    {
        var unit = topology.Unit(old.Units[run.Unit].Name);
        ImmutableArray<RunMember> members = [.. run.Members
            .Select(member => member with { Node = topology.Node(old.Nodes[member.Node].Node.Name) })
            .Where(member => member.Node >= 0 && topology.Nodes[member.Node].Unit == unit)];
        if (unit < 0 || members.IsEmpty)
        {
            turn.Tell(Urgency.Alarm, old.Units[run.Unit].Name, $"{old.Units[run.Unit].Name} is not in the new configuration; its open run {run.Id} is given up");
            return null;
        }

        return run with
        {
            Unit = unit,
            Members = members,
            // Taken anew from the UPSes' rows, whose positions may have changed.
            Cuts = [],
            StopTried = [.. run.StopTried.Select(node => topology.Node(old.Nodes[node].Node.Name)).Where(node => node >= 0)],
        };
    }
}

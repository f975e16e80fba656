using PowerController.Decisions.Plans;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Shutdown;

/// <summary>What a card is told with a cut: which kind of command, after which delay, and what comes after it.</summary>
internal static class CutOrder
{
    /// <summary>A command that works only on battery while it is on battery; after a refusal the other one.</summary>
    public static CutKind Kind(RunTurn work, OutputAt at, OutputState output)
    {
        var ups = work.Turn.Topology.Upses[at.Ups].Ups;
        var onMains = ups.CutOnMains switch
        {
            CutOnMains.Delayed => CutKind.Delayed,
            CutOnMains.Graceful => CutKind.Graceful,
            _ => CutKind.OnBattery,
        };
        if (at.Output > 0 && onMains == CutKind.Graceful)
            onMains = CutKind.Delayed;
        var usual = work.Turn.Ups(at.Ups).Mains == MainsState.Lost ? CutKind.OnBattery : onMains;
        if (output.Cut != CutStage.Ignored || output.Kind != usual)
            return usual;
        work.Note(Rule.CutOtherKind);
        return usual == CutKind.OnBattery ? onMains : CutKind.OnBattery;
    }

    /// <summary>The usual delay, or the time that the stops still take where that is longer; a battery that ends sooner makes it shorter.</summary>
    public static TimeSpan Delay(RunTurn work, OutputAt at, TimeSpan longest)
    {
        var ups = work.Turn.Topology.Upses[at.Ups].Ups;
        var source = new PowerSource(ups.Name, work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].OutletGroup);
        var usual = CutArithmetic.Shortest(ups, source);
        var together = WithTheOthers(work, at);
        var needed = (longest > together ? longest : together) + Limits.StopMargin;
        if (work.Turn.Ups(at.Ups) is { ExhaustingSince: { } since, Mains: MainsState.Lost } shortOf)
        {
            var end = (shortOf.EmptyAt ?? since + ups.Settings.LowBatteryRunTime) - work.Now;
            if (end < usual)
            {
                work.Note(Rule.CutShortened);
                work.GiveUp($"the battery of {ups.Name} does not carry the whole shutoff delay; its output is cut sooner", Urgency.Warning);
                usual = end;
            }
        }

        return usual > needed && !CommonCut.RacesAReturn(work, at) ? usual : needed;
    }

    // A node that is not heard may run whatever it was told: one input that came back before the other goes would keep it up, without its disks.
    private static TimeSpan WithTheOthers(RunTurn work, OutputAt at)
    {
        var longest = TimeSpan.Zero;
        if (work.Turn.Ups(at.Ups).ExhaustingSince is not null)
            return longest;
        foreach (var node in work.Turn.Topology.Upses[at.Ups].Outputs[at.Output].Nodes)
        {
            var place = work.Turn.Topology.Nodes[node];
            if (place.Sources.Length == 1 || work.Node(node) is not { Silent: true, Power: not (NodePower.Off or NodePower.OsStopping) })
                continue;
            foreach (var other in place.Sources)
            {
                var usual = Kind(work, other, work.Turn.Output(other)) == CutKind.Graceful
                    ? CutArithmetic.GracefulDelay(work.Turn.Topology.Upses[other.Ups].Ups.Settings)
                    : work.Turn.Topology.Upses[other.Ups].Ups.Settings.ShutoffDelay;
                if (other != at && usual > longest)
                    longest = usual;
            }
        }

        return longest;
    }

    /// <summary>Whether the output comes back with mains by itself.</summary>
    public static AfterCut After(RunTurn work, OutputAt at, CutKind kind)
    {
        // Nodes with mains of their own that go down for their disk's sake would be back before it: a terminal that stands apart holds them.
        var apart = work.Turn.Own is { Node: null };
        if (kind != CutKind.OnBattery && work.Run.Whole && !work.Unit.Disks.IsEmpty && apart && !CutArming.FeedsDisk(work, at))
            return AfterCut.StayOff;
        var topology = work.Turn.Topology;
        var place = topology.Upses[at.Ups].Outputs[at.Output];
        // Where every terminal is on a node, nobody is left to turn the first node on: their outputs come back by themselves.
        var among = topology.Terminals.All(terminal => terminal.Node is not null);
        var returns = place.Nodes.Any(node => topology.Nodes[node].Node.Restore is var policy && (policy == RestorePolicy.Ups || (among && policy == RestorePolicy.Terminal)))
            || place.Disks.Any(disk => topology.Disks[disk].Disk.Restore == RestorePolicy.Ups);
        return returns && work.Run.Aim != RunAim.StopAndStay ? AfterCut.ReturnWithMains : AfterCut.StayOff;
    }

    /// <summary>Where every terminal goes down with the run, only the card is left to wake the site.</summary>
    public static TimeSpan? ReturnAfter(RunTurn work)
    {
        if (work.Run.HoldUntil is not { } until || until <= work.Now)
            return null;
        return work.Turn.Topology.Terminals.All(terminal => terminal.Node is { } node && work.Run.Has(node))
            ? until - work.Now
            : null;
    }
}

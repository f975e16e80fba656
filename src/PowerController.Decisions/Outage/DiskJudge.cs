using PowerController.Decisions.Turns;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Outage;

/// <summary>Whether a disk has power and has had it long enough.</summary>
internal static class DiskJudge
{
    public static void Settle(Turn turn, int area)
    {
        foreach (var at in turn.Topology.Areas[area].Disks)
            Settle(turn, area, at);
    }

    /// <summary>The output may have gone and come, unseen: whether what spins behind it still does, nobody knows.</summary>
    public static void Doubt(Turn turn, OutputAt at)
    {
        foreach (var disk in turn.Topology.Upses[at.Ups].Outputs[at.Output].Disks)
            turn.Set(disk, turn.Disk(disk) with { Doubtful = true });
    }

    /// <summary>By what was heard last too few of its sources fed it from mains. One more, whose battery may have been empty long before, does it no harm.</summary>
    public static bool LivedOnBattery(Turn turn, DiskPlace place) =>
        place.Sources.Any(source => turn.Ups(source.Ups).Mains == MainsState.Lost) && place.Sources.Count(source => turn.Ups(source.Ups) is { Mains: MainsState.Good, Output: OutputPower.On }) < place.Needs;

    /// <summary>What the master knows of the disks of its run.</summary>
    public static void FollowsReport(Turn turn, Run run)
    {
        FollowsCut(turn, run);
        FollowsStart(turn, run);
    }

    // The master has cut the power of the run's disks and warms them up: who stands by looks more rarely, and may not have seen them off.
    private static void FollowsCut(Turn turn, Run run)
    {
        if (!run.Whole || run.Phase is < Phase.Dark or > Phase.WarmingUp)
            return;
        foreach (var disk in turn.Topology.Units[run.Unit].Disks)
        {
            var place = turn.Topology.Disks[disk];
            var left = place.Sources.Count(source => turn.Output(source) is not { Cut: CutStage.Done } cut || cut.OffAt < turn.Disk(disk).Since || turn.Now < cut.OffAt);
            if (left < place.Needs && turn.Disk(disk).Power == DiskPower.Warm)
                turn.Set(disk, DiskState.Unheard with { Power = DiskPower.Cold, Since = turn.Now });
        }
    }

    // Its master has watched the disks of the run, and has found them warm: what a start here has put in doubt a moment ago is settled by that.
    // Otherwise whoever takes over would have the nodes boot once more that booted since, and with them the terminal that takes over next.
    private static void FollowsStart(Turn turn, Run run)
    {
        var started = turn.LookUntil - turn.Topology.Site.Timing.PollGap;
        if (!run.Whole || run.Phase is not (Phase.StartingNodes or Phase.ReJoining) || turn.Now > turn.LookUntil + Limits.CutMargin)
            return;
        foreach (var disk in turn.Topology.Units[run.Unit].Disks)
        {
            if (turn.Disk(disk) is { Power: DiskPower.Warm or DiskPower.WarmingUp } doubted && (doubted.Doubtful || (doubted.Power == DiskPower.WarmingUp && doubted.Since >= started)))
                turn.Set(disk, doubted with { Power = DiskPower.Warm, Since = run.PhaseSince, Doubtful = false });
        }
    }

    private static void Settle(Turn turn, int area, int at)
    {
        var place = turn.Topology.Disks[at];
        var was = turn.Disk(at);
        if (Supplies.IsUnfed(turn, place.Sources, place.Needs))
        {
            if (was.Power is DiskPower.Cold or DiskPower.Dark)
                return;
            turn.Set(at, DiskState.Unheard with { Power = IsCut(turn, place) ? DiskPower.Cold : DiskPower.Dark, Since = turn.Now });
            return;
        }

        if (!Supplies.IsFed(turn, place.Sources, place.Needs))
        {
            NoteDoubt(turn, at, was, place);
            return;
        }

        switch (was.Power)
        {
            case DiskPower.Unknown:
                turn.Set(at, was with { Power = DiskPower.Warm, Since = turn.Now });
                break;
            case DiskPower.Cold or DiskPower.Dark:
                WarmUp(turn, at, place);
                break;
            case DiskPower.Warm when was.Doubtful:
                // Still on battery: its output never stopped. Back on mains: nobody saw what happened between.
                if (FeedsFromBattery(turn, place))
                    turn.Set(at, was with { Doubtful = false });
                else
                    WarmUp(turn, at, place);
                break;
            case DiskPower.WarmingUp:
                GoOnWarming(turn, area, at, was);
                break;
        }
    }

    private static bool IsCut(Turn turn, DiskPlace place) => place.Sources.Any(source => turn.Output(source).Cut is CutStage.Armed or CutStage.Done);

    private static bool FeedsFromBattery(Turn turn, DiskPlace place) =>
        place.Sources.Any(source => Supplies.Feeds(turn, source) && turn.Ups(source.Ups).Mains == MainsState.Lost);

    private static void WarmUp(Turn turn, int at, DiskPlace place)
    {
        turn.Note(Rule.DiskWarmingUp);
        turn.Set(at, new DiskState(DiskPower.WarmingUp, turn.Now, turn.Now + place.Disk.WarmUpTime, null, false));
    }

    private static void GoOnWarming(Turn turn, int area, int at, DiskState was)
    {
        if (turn.Now < was.Until)
        {
            turn.Due(area, was.Until);
            return;
        }

        // A run asks whether it is ready, now or when it has come so far; where no run waits for it nobody does.
        if (was.Ready != true && (was.Ready == false || IsAsked(turn, at)))
            return;
        turn.Note(Rule.DiskWarm);
        turn.Set(at, was with { Power = DiskPower.Warm, Since = turn.Now });
    }

    private static void NoteDoubt(Turn turn, int at, DiskState was, DiskPlace place)
    {
        if (was.Power == DiskPower.Warm && !was.Doubtful && place.Sources.Any(source => IsSilentSinceAWhile(turn, source)) && LivedOnBattery(turn, place))
            turn.Set(at, was with { Doubtful = true });
    }

    // What it said before a start of the program was doubted then.
    private static bool IsSilentSinceAWhile(Turn turn, OutputAt source) =>
        turn.Ups(source.Ups) is { SilentSince: not null } ups && !Supplies.IsNotHeardSinceStart(turn, ups);

    private static bool IsAsked(Turn turn, int disk) =>
        turn.Runs.Any(run => run.Phase is > Phase.Watching and <= Phase.WarmingUp && turn.Topology.Units[run.Unit].Disks.Contains(disk));
}

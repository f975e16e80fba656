using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.PlannedPower;
using PowerController.Decisions.Restore;
using PowerController.Decisions.Shutdown;
using PowerController.Model;
using PowerController.Model.Effects;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Turns;

/// <summary>Draws the conclusions in every area that something changed in, until nothing moves any more.</summary>
internal static class Settling
{
    public static void Settle(Turn turn)
    {
        // Where this terminal's own supply is comes last: by then all have said whether they still need it.
        var areas = turn.Touched();
        foreach (var area in areas)
        {
            if (!OwnStop.IsDecidedIn(turn, area))
                Settle(turn, area);
        }

        foreach (var area in areas)
        {
            if (OwnStop.IsDecidedIn(turn, area))
                Settle(turn, area);
        }
    }

    private static void Settle(Turn turn, int area)
    {
        int before;
        var rounds = 0;
        do
        {
            // Each round moves a run by a phase, or a fact; a decision that never rests is a programmer's error.
            Require.That(rounds++ < Limits.Rounds + (turn.Runs.Length * 16), "A decision comes to rest.");
            before = turn.Version;
            turn.Begin(area);
            NodeJudge.Settle(turn, area);
            DiskJudge.Settle(turn, area);
            if (turn.Role == Role.Master)
            {
                SilencePolicy.Judge(turn, area);
                Watch.Settle(turn, area);
                if (turn.Acts)
                {
                    FoundOutside.Settle(turn, area);
                    Fallen.Settle(turn, area);
                }

                StepRuns(turn, area);
                if (turn.Acts)
                    StrayCut.Settle(turn, area);
                else
                    StrayCut.EndInLocal(turn, area);
            }
        }
        while (turn.Version != before);

        ConfirmInTime(turn, area);
        SilencePolicy.AskPeers(turn, area);
        AwaitingPowerPhase.Remind(turn, area);
        OwnStop.Settle(turn, area);
        SetPace(turn, area);
        turn.Schedule();
    }

    private static void StepRuns(Turn turn, int area)
    {
        // The runs as they are now: what opens meanwhile has its turn in the next round.
        foreach (var known in turn.Runs)
        {
            if (turn.Topology.Units[known.Unit].Area == area && turn.Find(known.Id) is { Phase: not Phase.Watching } run)
                Step(turn, run);
        }
    }

    private static void Step(Turn turn, Run run)
    {
        var work = new RunTurn(turn, run);
        // In LOCAL nothing goes on but the end of countdowns that were taken back.
        if (!turn.Acts)
        {
            work.RepeatDue(onlyTakenBack: true);
            turn.Put(work.Run);
            return;
        }

        var held = LooksAround(work) || Leading.WasMissed(work);
        NoteDisks(work);
        UnknownCut.TakeUp(work);
        if (work.Run.Phase is >= Phase.Committed and < Phase.ArmingCut)
            CutWatch.Mind(work);
        if (held)
            CutWatch.MindAtOnce(work);
        else if (!RelapseJudge.Step(work))
            StepPhase(work);
        // A run that was closed is gone; it must not come back by being put.
        if (turn.Find(run.Id) is null)
            return;
        // What was missed is not repeated, nor what the phase that is entered now does not want any more.
        if (!work.HasMoved)
            work.RepeatDue();
        CopyCuts(work);
        turn.Put(work.Run, work.HasMoved);
    }

    // Right after a start what is known is old: a run goes further down only when the UPSes and the agents have had their say.
    private static bool LooksAround(RunTurn work)
    {
        if (!work.Run.GoesDown || work.Now >= work.Turn.LookUntil || IsHeard(work))
            return false;
        // Its own countdown, which its card shows again, does not wait for that.
        var own = ArmingPhase.LeavesBy(work);
        var until = own < work.Turn.LookUntil ? own : work.Turn.LookUntil;
        if (work.Now >= until)
            return false;
        work.Due(until);
        return true;
    }

    private static bool IsHeard(RunTurn work)
    {
        if (work.Turn.Own?.Node is { } own && work.Run.Has(own))
            return false;
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (work.Turn.Ups(at.Ups).SilentSince is not null)
                return false;
        }

        return true;
    }

    private static void CopyCuts(RunTurn work)
    {
        if (HasCuts(work))
            return;
        var cuts = ImmutableArray.CreateBuilder<RunCut>();
        foreach (var at in CutArming.OutputsOf(work))
        {
            if (work.Turn.Output(at) is { Cut: not CutStage.None } output)
                cuts.Add(new RunCut(at, output));
        }

        work.Run = work.Run with { Cuts = cuts.DrainToImmutable() };
    }

    // Whether the copy is as the rows are: nearly always, so nothing is made for it.
    private static bool HasCuts(RunTurn work)
    {
        var cuts = work.Run.Cuts;
        var copied = 0;
        foreach (var at in CutArming.OutputsOf(work))
        {
            var output = work.Turn.Output(at);
            if (output.Cut == CutStage.None)
                continue;
            if (copied == cuts.Length || cuts[copied].At != at || cuts[copied].Output != output)
                return false;
            copied++;
        }

        return copied == cuts.Length;
    }

    private static void StepPhase(RunTurn work)
    {
        if (DarkPhase.IsBackAgain(work) || DarkPhase.GoesDownAnew(work))
            return;
        switch (work.Run.Phase)
        {
            case Phase.Committed:
                CommittedPhase.Step(work);
                break;
            case Phase.StoppingCluster:
                ClusterStopPhase.Step(work);
                break;
            case Phase.StoppingOs:
                OsStopPhase.Step(work);
                break;
            case Phase.ArmingCut:
                ArmingPhase.Step(work);
                break;
            case Phase.Dark:
                DarkPhase.Step(work);
                break;
            case Phase.AwaitingPower:
                AwaitingPowerPhase.Step(work);
                break;
            case Phase.WarmingUp:
                WarmingUpPhase.Step(work);
                break;
            case Phase.StartingNodes:
                StartingPhase.Step(work);
                break;
            case Phase.ReJoining:
                ReJoiningPhase.Step(work);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void NoteDisks(RunTurn work)
    {
        if (work.Run is not { Whole: true, DisksDown: false })
            return;
        foreach (var disk in work.Unit.Disks)
        {
            if (work.Turn.Disk(disk).Power is DiskPower.Warm or DiskPower.Unknown)
                continue;
            work.Run = work.Run with { DisksDown = true };
            return;
        }
    }

    // The failure is established by a reading, never by the clock alone; so a reading is asked for at the very moment.
    private static void ConfirmInTime(Turn turn, int area)
    {
        foreach (var at in turn.Topology.Areas[area].Upses)
        {
            if (turn.Ups(at) is not { Mains: MainsState.Lost, IsLost: false, SilentSince: null } ups)
                continue;
            var confirm = ups.MainsSince + turn.Topology.Upses[at].Ups.ConfirmTime;
            if (turn.Now < confirm)
                turn.Due(area, confirm);
            else if (turn.Woken)
                turn.Emit(new ReadNow(turn.NextId(), turn.UpsName(at), "its confirm time is over: is it still on battery?"));
        }
    }

    private static void SetPace(Turn turn, int area)
    {
        var place = turn.Topology.Areas[area];
        var hurried = false;
        foreach (var at in place.Upses)
            hurried |= turn.Ups(at).Mains == MainsState.Lost;
        foreach (var run in turn.Runs)
            hurried |= turn.Topology.Units[run.Unit].Area == area;
        var state = turn.Area(area);
        if (state.Hurried == hurried)
            return;
        turn.Set(area, state with { Hurried = hurried });
        ImmutableArray<string> names = [.. place.Upses.Select(turn.UpsName)];
        turn.Emit(new SetPace(turn.NextId(), names, hurried, hurried ? "something is on battery" : "all is quiet again"));
    }
}

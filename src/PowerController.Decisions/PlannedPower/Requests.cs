using PowerController.Decisions.Outage;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.PlannedPower;

/// <summary>What operators, applications, schedules and administrators ask for. Every request is audited with what became of it.</summary>
internal static class Requests
{
    public static void Take(Turn turn, PowerEvent happened)
    {
        // A standby hears requests too; the master answers them.
        if (turn.Role != Role.Master)
        {
            // What a reboot makes of a node it has to know when it leads.
            if (happened is AdministratorStopped { Kind: AdministratorStop.Reboot } reboots)
                Administrator.Hear(turn, reboots);
            return;
        }

        switch (happened)
        {
            case OperatorAsked asked:
                var refusal = Answer(turn, asked);
                turn.Note(refusal is null ? Rule.RequestAccepted : Rule.RequestRefused);
                turn.Emit(new Audit(turn.NextId(), asked.Who, asked.From, refusal is null, refusal ?? Words(asked.Request)));
                break;
            case PlannedAsked planned:
                TakePlanned(turn, planned);
                break;
            case AdministratorStopped stopped:
                Administrator.Take(turn, stopped);
                break;
        }
    }

    // Null when it is done; otherwise why not.
    private static string? Answer(Turn turn, OperatorAsked asked) => asked.Request switch
    {
        CancelCountdown cancel => OnRun(turn, cancel.Unit, run => run.Phase == Phase.Watching, "no countdown runs", Cancel),
        FinishButStayOff stay => OnRun(turn, stay.Unit, run => run.Phase is > Phase.Watching and < Phase.StartingNodes, "no run is open that could stay off", StayOff),
        SkipWait skip => OnRun(turn, skip.Unit, run => run.Phase is >= Phase.Dark and <= Phase.StartingNodes, "nothing waits to be started", (_, run) =>
            run with { SkipWait = true, HoldUntil = null }),
        ForceOn force => OnRun(turn, force.Unit, run => run.Phase <= Phase.StoppingOs, "nothing is being stopped", Force),
        SwitchToLocal => ToLocal(turn),
        SwitchToAuto auto => ToAuto(turn, auto.Answer),
        ShutDown down => Stop(turn, down.Unit, RunCause.Operator, down.ReturnAfter is null ? RunAim.StopAndStay : RunAim.StopAndStart, turn.Now + down.ReturnAfter),
        Reboot reboot => Stop(turn, reboot.Unit, RunCause.Operator, RunAim.Restart, null),
        ShutDownNode down => StopNode(turn, down.Node),
        Start start => StartUnit(turn, start.Unit, RunCause.Operator),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Words(Request request) => request switch
    {
        CancelCountdown cancel => $"the countdown of {cancel.Unit} is cancelled",
        FinishButStayOff stay => $"{stay.Unit} stays off after its shutdown",
        SkipWait skip => $"{skip.Unit} does not wait any longer to be started",
        ForceOn force => $"{force.Unit} does not wait any longer to be stopped",
        SwitchToLocal => "automatic operation is suspended: nothing is cut or started by itself",
        SwitchToAuto auto => auto.Answer == AutoAnswer.LeaveAsIs ? "automatic operation, with the site taken as it is" : "automatic operation",
        ShutDown down => $"{down.Unit} is shut down",
        Reboot reboot => $"{reboot.Unit} restarts",
        ShutDownNode down => $"{down.Node} is shut down; its cluster goes on",
        Start start => $"{start.Unit} is started",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? OnRun(Turn turn, string unit, Func<Run, bool> fits, string otherwise, Func<Turn, Run, Run?> change)
    {
        if (turn.Operation == Operation.Local)
            return "in LOCAL nothing is done by request either; switch to AUTO first";
        var found = false;
        foreach (var run in turn.Runs)
        {
            if (!string.Equals(new RunTurn(turn, run).Name, unit, StringComparison.Ordinal) || !fits(run))
                continue;
            found = true;
            if (change(turn, run) is { } changed)
                turn.Put(changed);
        }

        return found ? null : $"{unit}: {otherwise}";
    }

    private static Run? Cancel(Turn turn, Run run)
    {
        turn.Note(Rule.CountdownCancelled);
        turn.Set(run.Unit, turn.Unit(run.Unit) with { Cancelled = true });
        return null;
    }

    private static Run StayOff(Turn turn, Run run)
    {
        turn.Set(run.Unit, turn.Unit(run.Unit) with { LeftOff = true });
        return run with { Aim = RunAim.StopAndStay };
    }

    private static Run? Force(Turn turn, Run run)
    {
        if (run.Phase == Phase.Watching)
        {
            Opening.CommitUnit(turn, run.Unit, RunCause.Outage, RunAim.StopAndStart, run.FailedAt, "the operator does not wait for the confirm time");
            return null;
        }

        var deadlines = run.Deadlines with { GuardBy = turn.Now };
        return run with
        {
            Deadlines = run.Phase switch
            {
                Phase.StoppingCluster => deadlines with { ClusterStopBy = turn.Now },
                Phase.StoppingOs => deadlines with { ClusterStopBy = turn.Now, OsStopBy = turn.Now },
                _ => deadlines,
            },
        };
    }

    private static string? ToLocal(Turn turn)
    {
        turn.Change(state => state with { Operation = Operation.Local, AutoAsked = false });
        // Nothing stops by itself from here on, also no node by the deadlines it was told, and nothing goes off under people's hands.
        foreach (var run in turn.Runs)
        {
            var work = new RunTurn(turn, run);
            Closing.WithdrawDeadlines(work);
            CutWatch.Suspend(work);
            turn.Put(work.Run);
        }

        return null;
    }

    private static string? ToAuto(Turn turn, AutoAnswer answer)
    {
        if (turn.Operation == Operation.Auto)
            return "automatic operation is on already";
        var busy = turn.Runs.Length > 0 || AnyLoss(turn);
        if (answer == AutoAnswer.Ask && busy)
        {
            turn.Note(Rule.AutoAsksFirst);
            turn.Change(state => state with { AutoAsked = true });
            return "something is down or failing, and automatic operation would act on it at once: ask again with 'resume' or with 'leave as is'";
        }

        turn.Change(state => state with { Operation = Operation.Auto, AutoAsked = false });
        if (answer == AutoAnswer.LeaveAsIs)
        {
            turn.Note(Rule.AutoLeftAsIs);
            foreach (var run in turn.Runs)
                Closing.Close(new RunTurn(turn, run), "an operator took the site as it is");
            for (var unit = 0; unit < turn.Topology.Units.Length; unit++)
                turn.Set(unit, turn.Unit(unit) with { Cancelled = true, WouldTold = false, OnOwed = false });
        }
        else
        {
            turn.Note(Rule.AutoResumed);
            UnheardStop.ForgetDeadlines(turn);
            foreach (var run in turn.Runs.Where(run => run.Phase is >= Phase.Committed and < Phase.Dark))
                Opening.CommitAnew(turn, run);
            MakeUp(turn);
        }

        Leading.GoOn(turn);
        return null;
    }

    // A power-on of the schedule that fell into the maintenance.
    private static void MakeUp(Turn turn)
    {
        for (var unit = 0; unit < turn.Topology.Units.Length; unit++)
        {
            if (!turn.Unit(unit).OnOwed)
                continue;
            turn.Note(Rule.PlannedOnMadeUp);
            turn.Set(unit, turn.Unit(unit) with { OnOwed = false });
            StartUnit(turn, turn.Topology.Units[unit].Name, RunCause.Schedule);
        }
    }

    private static bool AnyLoss(Turn turn)
    {
        for (var at = 0; at < turn.Topology.Upses.Length; at++)
        {
            if (turn.Ups(at).IsLost)
                return true;
        }

        return false;
    }

    private static string? Stop(Turn turn, string name, RunCause cause, RunAim aim, TimeSpan? holdUntil)
    {
        var unit = turn.Topology.Unit(name);
        if (unit < 0)
            return $"there is no cluster and no lone server called {name}";
        if (turn.Operation == Operation.Local)
            return "in LOCAL nothing is done by request either; switch to AUTO first";
        if (turn.Runs.Any(run => run.Unit == unit && run.Whole && run.Phase != Phase.Watching))
            return $"a run of {name} is open already";
        if (!turn.Topology.Units[unit].Nodes.Any(node => turn.Node(node).MayRun))
            return $"nothing of {name} runs";
        Opening.CommitUnit(turn, unit, cause, aim, turn.Now, Asked(cause), holdUntil);
        return null;
    }

    private static string Asked(RunCause cause) => cause switch
    {
        RunCause.Schedule => "the schedule asks for it",
        RunCause.Api => "an application asks for it",
        RunCause.ClusterManager => "an administrator stopped it",
        _ => "an operator asks for it",
    };

    private static string? StopNode(Turn turn, string name)
    {
        var node = turn.Topology.Node(name);
        if (node < 0)
            return $"there is no node called {name}";
        if (turn.Operation == Operation.Local)
            return "in LOCAL nothing is done by request either; switch to AUTO first";
        if (turn.IsInRun(node))
            return $"a run with {name} is open already";
        if (!turn.Node(node).MayRun)
            return $"{name} does not run";
        Opening.CommitNode(turn, node, RunCause.Operator, RunAim.StopAndStay, turn.Now, Asked(RunCause.Operator));
        return null;
    }

    private static string? StartUnit(Turn turn, string name, RunCause cause)
    {
        var unit = turn.Topology.Unit(name);
        if (unit < 0)
            return $"there is no cluster and no lone server called {name}";
        if (turn.Operation == Operation.Local)
            return "in LOCAL nothing is done by request either; switch to AUTO first";
        var open = turn.Runs.FirstOrDefault(run => run.Unit == unit && run.Whole && run.Phase != Phase.Watching);
        if (open is not null)
        {
            // A power-on that falls into a shutdown or an outage is made up when that is over.
            turn.Set(unit, turn.Unit(unit) with { LeftOff = false });
            turn.Put(open with
            {
                Aim = open.Aim == RunAim.StopAndStay ? RunAim.StopAndStart : open.Aim,
                HoldUntil = null,
                Members = [.. open.Members.Select(member => member with { WasUp = true })],
            });
            return null;
        }

        var place = turn.Topology.Units[unit];
        if (place.Nodes.All(node => turn.Node(node).Power == NodePower.Up && !turn.Runs.Any(run => run.GoesDown && run.Phase != Phase.Watching && run.Has(node))))
            return $"{name} runs already";
        turn.Set(unit, turn.Unit(unit) with { LeftOff = false });
        // Whoever is in a run of its own comes by that.
        var nodes = place.Nodes.RemoveAll(turn.IsInRun);
        foreach (var own in turn.Runs.Where(run => run.Unit == unit && run.Phase != Phase.Watching))
            turn.Put(own with { Aim = own.Aim == RunAim.StopAndStay ? RunAim.StopAndStart : own.Aim, HoldUntil = null, Members = [.. own.Members.Select(member => member with { WasUp = true })] });
        if (nodes.All(node => turn.Node(node).Power == NodePower.Up))
            return null;
        var run = Opening.Open(turn, cause, RunAim.Start, unit, whole: true, nodes, turn.Now, "it is to be started");
        var work = new RunTurn(turn, run with
        {
            Members = [.. nodes.Select(node => RunMember.Of(node, wasUp: true))],
            CommittedAt = turn.Now,
        });
        work.Enter(Phase.AwaitingPower, "it is started as soon as its power allows");
        turn.Put(work.Run);
        return null;
    }

    private static void TakePlanned(Turn turn, PlannedAsked planned)
    {
        turn.Note(planned.On ? Rule.PlannedOnTaken : Rule.PlannedOffTaken);
        if (turn.Topology.Unit(planned.Unit) is >= 0 and var unit)
            turn.Set(unit, turn.Unit(unit) with { OnOwed = planned.On && turn.Operation == Operation.Local });
        var refusal = planned.On
            ? StartUnit(turn, planned.Unit, RunCause.Schedule)
            : Stop(turn, planned.Unit, RunCause.Schedule, planned.ReturnAt is null ? RunAim.StopAndStay : RunAim.StopAndStart, planned.ReturnAt);
        turn.Emit(new Audit(
            turn.NextId(), planned.Schedule, "schedule", refusal is null,
            refusal ?? $"{planned.Unit} is {(planned.On ? "started" : "shut down")} as planned"));
    }
}

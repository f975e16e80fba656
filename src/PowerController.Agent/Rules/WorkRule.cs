using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Agent.Rules;

/// <summary>Orders that are work: jobs, guards, workloads, monitors. The steps of one follow each other; several orders go on side by side.</summary>
internal static class WorkRule
{
    public static void Take(AgentTurn turn, Effect order)
    {
        if (turn.State.Works.Any(work => work.Order.Id == order.Id && work.Order.GetType() == order.GetType()))
            return;
        if (turn.State.Works.Length >= Limits.Works)
        {
            turn.Refuse(order.Id, $"{Limits.Works} orders are being worked on already");
            return;
        }

        var steps = WorkSteps.Of(turn.Duties, order, out var troubles);
        var work = new Work(order, steps, 0, 0, turn.Now, WorkSteps.ByOf(order), null, troubles, turn.Now - Limits.ProgressGap);
        turn.State = turn.State with { Works = turn.State.Works.Add(work) };
    }

    /// <summary>False when the command belongs to no work.</summary>
    public static bool Take(AgentTurn turn, CommandEnded ended)
    {
        foreach (var work in turn.State.Works)
        {
            if (work.Running != ended.Number)
                continue;
            Finish(turn, work, ended.Result);
            return true;
        }

        return false;
    }

    public static void Take(AgentTurn turn, CommandSaid said)
    {
        foreach (var work in turn.State.Works)
        {
            if (work.Running == said.Number && turn.Now - work.ToldAt >= Limits.ProgressGap)
                Tell(turn, work, $"{work.Step.Name}: {said.Line}");
        }
    }

    public static void Settle(AgentTurn turn)
    {
        foreach (var open in turn.State.Works)
        {
            var work = open;
            if (work.By <= turn.Now)
            {
                GiveUp(turn, work, work.At < work.Steps.Length ? $"{work.Step.Name} has not ended in time{LastTrouble(work)}" : "it has not ended in time");
                continue;
            }

            // Its end was never heard of.
            if (work.Running != 0 && work.Due <= turn.Now)
            {
                turn.Kill(work.Running);
                work = Finish(turn, work, new CommandResult(CommandOutcome.TimedOut, -1, ""));
            }

            if (work.Running == 0 && work.At >= work.Steps.Length)
                Conclude(turn, work);
            else if (work.Running == 0 && work.Due <= turn.Now)
                Begin(turn, work);
        }
    }

    public static TimeSpan DueAt(Work work) => work.By < work.Due ? work.By.Value : work.Due;

    /// <summary>The run of these has ended on this node.</summary>
    public static void Withdraw(AgentTurn turn, EffectId withdrawn)
    {
        foreach (var work in turn.State.Works)
        {
            // Monitors are let speak, and jobs of the start run, at the end of a run.
            var outlasts = work.Order is UnquietMonitors or RunJobs { When: Model.Sites.JobTime.PowerOn };
            if (work.Order.Id.Run == withdrawn.Run && work.Order.Id.Number < withdrawn.Number && !outlasts)
                GiveUp(turn, work, "its run has ended on this node");
        }
    }

    public static void GiveUpAll(AgentTurn turn, string why)
    {
        foreach (var work in turn.State.Works)
            GiveUp(turn, work, why);
    }

    private static void GiveUp(AgentTurn turn, Work work, string why)
    {
        turn.Kill(work.Running);
        turn.Remove(work);
        turn.Move(work.Order.Id, OrderStage.Failed, why);
        turn.Remark(Urgency.Warning, $"{WorkSteps.NameOf(work.Order)}: {why}");
    }

    private static void Begin(AgentTurn turn, Work work)
    {
        var step = work.Step;
        var first = work.StepEnds is null;
        var limit = work.By - turn.Now < step.Limit ? (work.By - turn.Now)!.Value : step.Limit;
        if (work.StepEnds - turn.Now < limit)
            limit = (work.StepEnds - turn.Now)!.Value;
        var origin = new CommandOrigin(work.Order.Id.Run, WorkSteps.NameOf(work.Order), false, work.By, work.Order.Reason);
        var begun = work with
        {
            Running = turn.Run(step.Name, step.Command, limit, origin),
            Due = turn.Now + limit + Limits.EndGrace,
            StepEnds = work.StepEnds ?? (step.Within is { } within ? turn.Now + within : null),
        };
        turn.Replace(work, begun);
        if (first && turn.Now - work.ToldAt >= Limits.ProgressGap)
            Tell(turn, begun, work.Steps.Length == 1 ? step.Name : $"{step.Name} ({work.At + 1} of {work.Steps.Length})");
    }

    private static Work Finish(AgentTurn turn, Work work, CommandResult result)
    {
        var step = work.Step;
        var next = step.Kind switch
        {
            _ when result.Succeeded => Forward(work, turn.Now, work.At + 1),
            StepKind.Condition when result.Outcome == CommandOutcome.Exited => Forward(work, turn.Now, EndOfSection(work)),
            StepKind.Condition => Noted(Forward(work, turn.Now, EndOfSection(work)), step, result),
            StepKind.Until when work.StepEnds is null || work.StepEnds > turn.Now + step.Every => Paused(work, turn.Now + step.Every),
            _ => Noted(Forward(work, turn.Now, work.At + 1), step, result),
        };
        turn.Replace(work, next);
        if (!result.Succeeded)
            turn.Remark(step.Kind == StepKind.Once ? Urgency.Warning : Urgency.Information, $"{step.Name} {result.Text}");
        if (step.Kind == StepKind.Until && next.At == work.At && turn.Now - work.ToldAt >= Limits.ProgressGap)
            next = Tell(turn, next, $"{step.Name} {result.Text}");
        return next;
    }

    private static Work Paused(Work work, TimeSpan until) => work with { Running = 0, Due = until };

    private static Work Forward(Work work, TimeSpan now, int to) => work with { At = to, Running = 0, Due = now, StepEnds = null };

    private static Work Noted(Work work, WorkStep step, CommandResult result) =>
        work.Troubles.Length >= Limits.Troubles ? work : work with { Troubles = work.Troubles.Add($"{step.Name} {result.Text}") };

    private static int EndOfSection(Work work)
    {
        var at = work.At;
        while (at < work.Steps.Length && string.Equals(work.Steps[at].Section, work.Step.Section, StringComparison.Ordinal))
            at++;
        return at;
    }

    private static void Conclude(AgentTurn turn, Work work)
    {
        turn.Remove(work);
        var text = string.Join("; ", work.Troubles);
        // Jobs are done when they have ended, well or not: a job's failure never holds anything back.
        turn.Move(work.Order.Id, work.Troubles.IsEmpty || work.Order is RunJobs ? OrderStage.Done : OrderStage.Failed, text);
    }

    private static Work Tell(AgentTurn turn, Work work, string text)
    {
        var told = work with { ToldAt = turn.Now };
        turn.Replace(work, told);
        turn.Move(work.Order.Id, OrderStage.Taken, text);
        return told;
    }

    private static string LastTrouble(Work work) => work.Troubles.IsEmpty ? "" : $"; before that: {work.Troubles[^1]}";
}

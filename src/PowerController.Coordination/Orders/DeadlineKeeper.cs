using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Orders;

/// <summary>The deadlines a node goes on by when it hears nobody any more. They hold whether it hears anybody or not, until they are withdrawn.</summary>
internal static class DeadlineKeeper
{
    /// <summary>A repeated telling differs by what it took on its way; the earlier moment counts, and less than this is not worth keeping on disk.</summary>
    private static readonly TimeSpan WorthKeeping = TimeSpan.FromMilliseconds(500);

    public static void Take(HostTurn turn, int sender, Effect effect)
    {
        var desk = turn.State.Desk!;
        if (desk.Stops && effect is TellDeadlines)
        {
            // It stops already. Kept, they would stop it again after its next boot.
            turn.Send(sender, new OrderAnswer(effect.Id, OrderStage.Done, default, turn.State.Term, ""));
            return;
        }

        var told = desk.Deadlines.FirstOrDefault(one => one.Run == effect.Id.Run);
        var next = effect switch
        {
            _ when told is not null && told.Number > effect.Id.Number => told,
            TellDeadlines again when told is { Withdrawn: false } && told.Number == effect.Id.Number =>
                told with { ClusterStopBy = Earlier(told.ClusterStopBy, again.ClusterStopBy), OsStopBy = Earlier(told.OsStopBy, again.OsStopBy) },
            _ when told?.Number == effect.Id.Number => told,
            TellDeadlines first => new ToldDeadlines(effect.Id.Run, effect.Id.Number, first.ClusterStopBy, first.OsStopBy, false, false),
            _ => new ToldDeadlines(effect.Id.Run, effect.Id.Number, TimeSpan.Zero, TimeSpan.Zero, true, true),
        };
        if (next != told && !Keep(turn, told, next))
        {
            turn.Send(sender, new OrderAnswer(effect.Id, OrderStage.Failed, FailureKind.Refused, turn.State.Term, $"it keeps the deadlines of {Limits.DeadlinesAtOnce} runs already"));
            return;
        }

        if (told?.Number != next.Number)
            turn.Emit(new Obey(effect));
        turn.Send(sender, new OrderAnswer(effect.Id, OrderStage.Done, default, turn.State.Term, ""));
    }

    public static void Tick(HostTurn turn)
    {
        if (turn.State.Desk is not { } desk || desk.Stops)
            return;
        foreach (var told in desk.Deadlines)
        {
            if (told.Withdrawn)
                continue;
            if (told.OsStopBy <= turn.Now)
            {
                Stop(turn, told);
                return;
            }

            if (told.ClusterStopBy > turn.Now || told.ClusterStopSaid)
                continue;
            desk = turn.State.Desk;
            turn.State = turn.State with { Desk = desk with { Deadlines = desk.Deadlines.Replace(told, told with { ClusterStopSaid = true }) } };
            turn.Emit(new DeadlineCame(told.Run, OwnDeadline.ClusterStop, $"run {told.Run} allows no longer for the stop of the cluster, and nobody has said otherwise"));
        }
    }

    /// <summary>When the next one comes; null when there is none.</summary>
    public static TimeSpan? DueAt(DeskState desk)
    {
        TimeSpan? due = null;
        foreach (var told in desk.Stops ? [] : desk.Deadlines)
        {
            var next = told.ClusterStopSaid ? told.OsStopBy : Earlier(told.ClusterStopBy, told.OsStopBy);
            if (!told.Withdrawn && (due is null || next < due))
                due = next;
        }

        return due;
    }

    /// <summary>The order is older than the end of its run on this node.</summary>
    public static bool IsOutdated(DeskState desk, EffectId id) => desk.Deadlines.Any(told => told.Run == id.Run && told.Withdrawn && told.Number > id.Number);

    /// <summary>The same runs, none of them with a deadline any more.</summary>
    public static ImmutableArray<ToldDeadlines> Spent(DeskState desk) => [.. desk.Deadlines.Where(told => told.Withdrawn)];

    private static void Stop(HostTurn turn, ToldDeadlines told)
    {
        var desk = turn.State.Desk!;
        desk = desk with { Stops = true, Deadlines = Spent(desk) };
        turn.State = turn.State with { Desk = desk };
        turn.Emit(new Persist(desk));
        turn.Emit(new DeadlineCame(told.Run, OwnDeadline.OsStop, $"the operating system must begin to stop now for run {told.Run}, and nobody has said otherwise"));
    }

    private static bool Keep(HostTurn turn, ToldDeadlines? told, ToldDeadlines next)
    {
        var desk = turn.State.Desk!;
        var deadlines = told is null ? desk.Deadlines : desk.Deadlines.Remove(told);
        if (deadlines.Length >= Limits.DeadlinesAtOnce)
        {
            if (deadlines.FirstOrDefault(one => one.Withdrawn) is not { } over)
                return false;
            deadlines = deadlines.Remove(over);
        }

        var isNews = told is null || told.Number != next.Number || told.OsStopBy - next.OsStopBy > WorthKeeping;
        desk = desk with { Deadlines = deadlines.Add(next), LastRun = next.Withdrawn ? desk.LastRun : next.Run };
        turn.State = turn.State with { Desk = desk };
        if (isNews)
            turn.Emit(new Persist(desk));
        return true;
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

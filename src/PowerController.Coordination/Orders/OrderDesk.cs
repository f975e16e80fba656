using PowerController.Coordination.Mastership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Coordination.Orders;

/// <summary>The node's side of an order: whose it takes, that none is done twice, and that the answer is always the same.</summary>
internal static class OrderDesk
{
    public static void Take(HostTurn turn, int sender, Order order)
    {
        var state = turn.State;
        if (state.Desk is not { } desk || state.StandsAside || order.Target != state.Entry.NameCode || order.TargetBoot != state.Boot)
            return;
        // A terminal orders under its own terms only.
        if (Terms.SlotOf(order.Term) != turn.EntryOf(sender).Slot)
            return;
        if (order.Term < state.Term)
        {
            turn.Send(sender, new OrderAnswer(order.Effect.Id, OrderStage.OutOfTerm, default, state.Term, ""));
            return;
        }

        if (order.Term > state.Term)
        {
            // Who leads is settled between the terminals first; the order comes again.
            if (state.Lead is { Leads: true })
                return;
            turn.State = state with { Term = order.Term };
            Leading.StepDown(turn, sender, order.Term);
        }

        Follow(turn);
        desk = turn.State.Desk!;
        if (order.Effect is TellDeadlines or WithdrawDeadlines)
        {
            DeadlineKeeper.Take(turn, sender, order.Effect);
            return;
        }

        var at = IndexOf(desk, order.Effect);
        if (at >= 0)
        {
            var known = desk.Orders[at];
            if (known.Asker != sender)
                turn.State = turn.State with { Desk = desk with { Orders = desk.Orders.SetItem(at, known with { Asker = sender }) } };
            turn.Send(sender, AnswerOf(known, turn.State.Term));
        }
        else if (DeadlineKeeper.IsOutdated(desk, order.Effect.Id))
        {
            turn.Send(sender, new OrderAnswer(order.Effect.Id, OrderStage.Failed, FailureKind.Refused, turn.State.Term, "its run has ended on this node"));
        }
        else
        {
            Begin(turn, sender, order.Effect);
        }
    }

    /// <summary>The highest term is kept: also after a restart the node obeys no older one.</summary>
    public static void Follow(HostTurn turn)
    {
        if (turn.State.Desk is not { } desk || turn.State.Term <= desk.Term)
            return;
        desk = desk with { Term = turn.State.Term };
        turn.State = turn.State with { Desk = desk };
        turn.Emit(new Persist(desk));
    }

    /// <summary>The agent says how far it has come.</summary>
    public static void Take(HostTurn turn, OrderMoved moved)
    {
        if (turn.State.Desk is not { } desk)
            return;
        var at = 0;
        while (at < desk.Orders.Length && desk.Orders[at].Id != moved.Id)
            at++;
        if (at == desk.Orders.Length || desk.Orders[at].Stage is OrderStage.Done or OrderStage.Failed)
            return;
        var order = desk.Orders[at] with { Stage = moved.Stage, Failure = moved.Failure, Text = moved.Text };
        // A system that would not stop goes on, and may be told deadlines again.
        desk = desk with { Orders = desk.Orders.SetItem(at, order), Stops = desk.Stops && !(order is { Effect: OrderOsStop, Stage: OrderStage.Failed }) };
        turn.State = turn.State with { Desk = desk };
        if (order.Stage is OrderStage.Done or OrderStage.Failed)
            turn.Emit(new Persist(desk));
        if (order.Asker >= 0)
            turn.Send(order.Asker, AnswerOf(order, turn.State.Term));
    }

    /// <summary>After a restart: what was taken and not finished is given to the agent again.</summary>
    public static void Resume(HostTurn turn)
    {
        foreach (var order in turn.State.Desk?.Orders ?? [])
        {
            if (order.Stage == OrderStage.Taken)
                turn.Emit(new Obey(order.Effect));
        }
    }

    private static void Begin(HostTurn turn, int sender, Effect effect)
    {
        var desk = turn.State.Desk!;
        var order = new TakenOrder(effect, sender, OrderStage.Taken, default, "");
        var orders = desk.Orders.Length < Limits.RememberedOrders ? desk.Orders : desk.Orders.RemoveAt(0);
        desk = desk with { Orders = orders.Add(order), LastRun = effect.Id.Run.IsNone ? desk.LastRun : effect.Id.Run };
        if (effect is OrderOsStop or RebootNode)
        {
            // The stop is under way: a deadline that came now, or after the next boot, would stop the node a second time.
            desk = desk with { Stops = effect is OrderOsStop || desk.Stops, Deadlines = DeadlineKeeper.Spent(desk) };
        }

        turn.State = turn.State with { Desk = desk };
        turn.Emit(new Persist(desk));
        turn.Emit(new Obey(effect));
        turn.Send(sender, AnswerOf(order, turn.State.Term));
    }

    private static int IndexOf(DeskState desk, Effect effect)
    {
        for (var at = desk.Orders.Length - 1; at >= 0; at--)
        {
            // A terminal that has lost its journal may use a name again; another kind of order is another order.
            if (desk.Orders[at].Id == effect.Id && desk.Orders[at].Effect.GetType() == effect.GetType())
                return at;
        }

        return -1;
    }

    private static OrderAnswer AnswerOf(TakenOrder order, long term) => new(order.Id, order.Stage, order.Failure, term, order.Text);
}

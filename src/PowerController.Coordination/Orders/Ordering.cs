using System.Collections.Immutable;
using PowerController.Coordination.Mastership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Orders;

/// <summary>The terminal's side of an order: sent, repeated until it is acknowledged, its answers merged, its result told.</summary>
internal static class Ordering
{
    /// <summary>Asks again this often while nobody is there to be asked.</summary>
    private static readonly TimeSpan Absent = TimeSpan.FromMilliseconds(500);

    public static void Take(HostTurn turn, Effect effect)
    {
        Require.That(OrderCodec.IsOrder(effect), $"{effect.GetType().Name} is an order for a node.");
        if (turn.State.Lead is not { Leads: true })
        {
            Fail(turn, effect, FailureKind.Refused, "this terminal does not lead");
            return;
        }

        var book = turn.State.Book!;
        if (book.Pending.TryGetValue(effect.Id, out var known))
        {
            Set(turn, known with { Effect = effect, GiveUpAt = GiveUpAt(turn, effect) });
            return;
        }

        var targets = TargetsOf(turn, effect);
        if (targets.IsEmpty)
            Fail(turn, effect, FailureKind.NoAnswer, "no agent is there to take the order");
        else if (!Fits(turn, effect))
            Fail(turn, effect, FailureKind.Refused, "the order names more than fits in one message");
        else if (book.Pending.Count >= Limits.PendingOrders)
            Fail(turn, effect, FailureKind.Refused, $"{Limits.PendingOrders} orders are open already");
        else
        {
            Withdraw(turn, effect);
            Set(turn, new PendingOrder(effect, [.. targets.Select(host => new OrderTarget(host, TargetStage.Waiting, 0, turn.Now, default, "", turn.PeerOf(host).Said?.Node?.Boot ?? 0))], GiveUpAt(turn, effect)));
            SendDue(turn, effect.Id);
        }
    }

    /// <summary>Takes a node's answer. Answers come late, twice and in any order: a stage is never taken back.</summary>
    public static void Take(HostTurn turn, int sender, OrderAnswer answer)
    {
        if (turn.State.Book is not { } book || !book.Pending.TryGetValue(answer.Id, out var order))
            return;
        if (answer.Stage == OrderStage.OutOfTerm)
        {
            Leading.Mention(turn, answer.Term);
            return;
        }

        var at = 0;
        while (at < order.Targets.Length && order.Targets[at].Host != sender)
            at++;
        if (at == order.Targets.Length)
            return;
        var target = order.Targets[at];
        var stage = answer.Stage switch
        {
            OrderStage.Done => TargetStage.Done,
            OrderStage.Failed => TargetStage.Failed,
            _ => TargetStage.Taken,
        };
        if (stage < target.Stage || target.Stage >= TargetStage.Done)
            return;
        if (answer.Text.Length > 0 && !string.Equals(answer.Text, target.Text, StringComparison.Ordinal))
            turn.Note(new OrderProgressed(turn.EntryOf(sender).Name, answer.Id, answer.Text));
        // Taken: from now on it is only asked how far it has come.
        target = target with { Stage = stage, NextAt = turn.Now + Limits.OrderRepeatMax, Failure = answer.Failure, Text = answer.Text };
        order = order with { Targets = order.Targets.SetItem(at, target) };
        Set(turn, order);
        Conclude(turn, order);
    }

    public static void Tick(HostTurn turn)
    {
        if (turn.State.Book is not { } book || book.Pending.IsEmpty)
            return;
        foreach (var (id, order) in book.Pending)
        {
            if (turn.Now >= order.GiveUpAt)
                GiveUp(turn, order);
            else
                SendDue(turn, id);
        }
    }

    /// <summary>When the order wants to be looked at, or <paramref name="due"/> when that is earlier.</summary>
    public static TimeSpan DueAt(PendingOrder order, TimeSpan due)
    {
        due = order.GiveUpAt < due ? order.GiveUpAt : due;
        foreach (var target in order.Targets)
        {
            if (target.NextAt < due && !IsFinal(order.Effect, target))
                due = target.NextAt;
        }

        return due;
    }

    /// <summary>A host is there again: what it has missed goes out now.</summary>
    public static void Appeared(HostTurn turn, int host)
    {
        foreach (var (id, order) in turn.State.Book!.Pending)
        {
            if (!order.Targets.Any(target => target.Host == host && target.Stage == TargetStage.Waiting))
                continue;
            Set(turn, order with { Targets = [.. order.Targets.Select(target => target.Host == host ? target with { NextAt = turn.Now, Attempts = 0 } : target)] });
            SendDue(turn, id);
        }
    }

    /// <summary>A node says in which boot it is. A stop that was meant for an earlier one, or was ordered while nobody knew of any, and that it has not taken, is void: it may have stopped since, by whatever. The decision orders again what it still wants.</summary>
    public static void Booted(HostTurn turn, int host, long boot)
    {
        foreach (var (id, order) in turn.State.Book?.Pending ?? OrderBook.Empty.Pending)
        {
            if (!IsStop(order.Effect) || !order.Targets.Any(target => target.Host == host && target.SystemBoot < boot))
                continue;
            Remove(turn, id);
            Fail(turn, order.Effect, FailureKind.NoAnswer, $"{turn.EntryOf(host).Name} has booted since, or may have");
        }
    }

    /// <summary>Whether the order is done only when its work has ended.</summary>
    public static bool IsDoneAtEnd(Effect effect) => effect is RunJobs or WaitGuard or StopWorkloads;

    private static ImmutableArray<int> TargetsOf(HostTurn turn, Effect effect) => effect switch
    {
        TellDeadlines told => OfNode(turn, told.Node),
        WithdrawDeadlines withdrawn => OfNode(turn, withdrawn.Node),
        OrderClusterStop stop => OfNode(turn, stop.Node),
        RunJobs jobs => OfNode(turn, jobs.Node),
        OrderOsStop stop => OfNode(turn, stop.Node),
        RebootNode reboot => OfNode(turn, reboot.Node),
        StopWorkloads workloads => OfUnit(turn, workloads.Cluster),
        QuietMonitors quiet => OfUnit(turn, quiet.Unit),
        UnquietMonitors unquiet => OfUnit(turn, unquiet.Unit),
        WarnUsers warned => OfUnit(turn, warned.Unit),
        WaitGuard guard => OfUnit(turn, guard.Unit),
        _ => [],
    };

    private static ImmutableArray<int> OfNode(HostTurn turn, string node) => turn.Roster.FindByNode(node) is >= 0 and var at ? [at] : [];

    // What concerns all of a unit goes to those that are there: a node that is silent has nobody to warn and nothing to wait for.
    private static ImmutableArray<int> OfUnit(HostTurn turn, string unit) =>
        [.. turn.Roster.OfUnit(unit).Where(host => host == turn.State.Self || turn.PeerOf(host).Alive)];

    private static bool Fits(HostTurn turn, Effect effect)
    {
        Span<byte> message = stackalloc byte[Limits.MessageBytes];
        var isFew = effect switch
        {
            StopWorkloads workloads => workloads.Workloads.Length <= Limits.NamesInOrder,
            RunJobs jobs => jobs.Jobs.Length <= Limits.NamesInOrder,
            _ => true,
        };
        return isFew && MessageCodec.Write(new Order(0, 0, 0, effect), turn.Now, message) > 0;
    }

    private static TimeSpan GiveUpAt(HostTurn turn, Effect effect)
    {
        TimeSpan? by = effect switch
        {
            OrderClusterStop stop => stop.By,
            RunJobs jobs => jobs.By,
            OrderOsStop stop => stop.By,
            StopWorkloads workloads => workloads.By,
            TellDeadlines told => told.OsStopBy,
            WaitGuard guard => guard.By ?? TimeSpan.MaxValue - Limits.OrderGrace,
            _ => null,
        };
        return by is { } moment ? moment + Limits.OrderGrace : turn.Now + Limits.OrderPatience;
    }

    // A node must not be told deadlines after they were taken back.
    private static void Withdraw(HostTurn turn, Effect effect)
    {
        if (effect is not WithdrawDeadlines withdrawn)
            return;
        foreach (var (id, order) in turn.State.Book!.Pending)
        {
            if (order.Effect is TellDeadlines told && told.Node == withdrawn.Node && id.Run == effect.Id.Run && id.Number < effect.Id.Number)
            {
                Remove(turn, id);
                Fail(turn, told, FailureKind.Refused, "withdrawn before it was acknowledged");
            }
        }
    }

    private static void SendDue(HostTurn turn, EffectId id)
    {
        var order = turn.State.Book!.Pending[id];
        var targets = order.Targets;
        for (var at = 0; at < targets.Length; at++)
        {
            var target = targets[at];
            if (target.NextAt > turn.Now || IsFinal(order.Effect, target))
                continue;
            targets = targets.SetItem(at, Sent(turn, order.Effect, target));
        }

        if (targets != order.Targets)
            Set(turn, order with { Targets = targets });
    }

    private static OrderTarget Sent(HostTurn turn, Effect effect, OrderTarget target)
    {
        var isSelf = target.Host == turn.State.Self;
        // A stop waits for the first word of a new start's agent: it says whether the system has booted.
        if (!isSelf && (!turn.PeerOf(target.Host).Alive || (IsStop(effect) && turn.PeerOf(target.Host).Said?.Node is null)))
            return target with { NextAt = turn.Now + Absent };
        var boot = isSelf ? turn.State.Boot : turn.PeerOf(target.Host).Current!.Boot;
        turn.Send(target.Host, new Order(turn.State.Term, turn.EntryOf(target.Host).NameCode, boot, effect));
        var pause = target.Stage == TargetStage.Taken || target.Attempts > 5 ? Limits.OrderRepeatMax : Limits.OrderRepeatMin * (1 << target.Attempts);
        return target with { Attempts = target.Attempts + 1, NextAt = turn.Now + (pause < Limits.OrderRepeatMax ? pause : Limits.OrderRepeatMax) };
    }

    private static void GiveUp(HostTurn turn, PendingOrder order)
    {
        Remove(turn, order.Effect.Id);
        var missing = order.Targets.Where(target => !IsFinal(order.Effect, target)).Select(target => turn.EntryOf(target.Host).Name);
        Fail(turn, order.Effect, FailureKind.NoAnswer, $"no final answer from {string.Join(", ", missing)}");
    }

    private static void Conclude(HostTurn turn, PendingOrder order)
    {
        if (!order.Targets.All(target => IsFinal(order.Effect, target)))
            return;
        Remove(turn, order.Effect.Id);
        if (order.Targets.FirstOrDefault(target => target.Stage == TargetStage.Failed) is { } failed)
            Fail(turn, order.Effect, failed.Failure, $"{turn.EntryOf(failed.Host).Name}: {failed.Text}");
        else if (order.Effect is not WarnUsers)
            turn.Tell(new EffectDone(turn.Now, order.Effect.Id));
    }

    private static bool IsStop(Effect effect) => effect is OrderClusterStop or OrderOsStop or RebootNode;

    private static bool IsFinal(Effect effect, OrderTarget target) =>
        target.Stage >= TargetStage.Done || (target.Stage == TargetStage.Taken && !IsDoneAtEnd(effect));

    private static void Fail(HostTurn turn, Effect effect, FailureKind kind, string text)
    {
        if (effect is not WarnUsers)
            turn.Tell(new EffectFailed(turn.Now, effect.Id, kind, text));
    }

    private static void Set(HostTurn turn, PendingOrder order) =>
        turn.State = turn.State with { Book = new OrderBook(turn.State.Book!.Pending.SetItem(order.Effect.Id, order)) };

    private static void Remove(HostTurn turn, EffectId id) =>
        turn.State = turn.State with { Book = new OrderBook(turn.State.Book!.Pending.Remove(id)) };
}

using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Orders;

/// <summary>How far an order has come at one host.</summary>
public enum TargetStage
{
    Waiting,
    Taken,
    Done,
    Failed,
}

/// <param name="Host">Row in the roster.</param>
/// <param name="NextAt">When it is sent again.</param>
/// <param name="SystemBoot">The boot of its system in which it was ordered; 0 where none was known.</param>
public sealed record OrderTarget(int Host, TargetStage Stage, int Attempts, TimeSpan NextAt, FailureKind Failure, string Text, long SystemBoot);

/// <param name="GiveUpAt">When it has failed without a final answer; the greatest time when it waits as long as it takes.</param>
public sealed record PendingOrder(Effect Effect, ImmutableArray<OrderTarget> Targets, TimeSpan GiveUpAt);

/// <summary>A terminal's orders without a final answer, by the name of the effect.</summary>
public sealed record OrderBook(ImmutableSortedDictionary<EffectId, PendingOrder> Pending)
{
    public static OrderBook Empty { get; } = new(ImmutableSortedDictionary.Create<EffectId, PendingOrder>(EffectOrder.Instance));

    /// <summary>What was sent under an older term is sent again at once.</summary>
    internal OrderBook UnderNewTerm(TimeSpan now) => Pending.IsEmpty ? this : new(Pending.SetItems(Pending.Select(order => KeyValuePair.Create(
        order.Key,
        order.Value with { Targets = [.. order.Value.Targets.Select(target => target with { NextAt = now, Attempts = 0 })] }))));
}

/// <summary>Effects in the order of their runs and numbers.</summary>
internal sealed class EffectOrder : IComparer<EffectId>
{
    public static readonly EffectOrder Instance = new();

    public int Compare(EffectId x, EffectId y) => x.Run != y.Run ? x.Run.CompareTo(y.Run) : x.Number.CompareTo(y.Number);
}

using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Orders;

/// <summary>An order that a node has taken. It is kept after its end, so that it is never carried out twice.</summary>
/// <param name="Asker">Row of the terminal that asked last; -1 after a restart.</param>
public sealed record TakenOrder(Effect Effect, int Asker, OrderStage Stage, FailureKind Failure, string Text)
{
    public EffectId Id => Effect.Id;
}

/// <summary>The deadlines of one run, as a node was told them.</summary>
/// <param name="Number">Of the effect that told or withdrew them: an older one changes nothing any more.</param>
/// <param name="ClusterStopSaid">The first of the two moments has come and was said.</param>
/// <param name="Withdrawn">They hold no longer.</param>
public sealed record ToldDeadlines(RunId Run, int Number, TimeSpan ClusterStopBy, TimeSpan OsStopBy, bool ClusterStopSaid, bool Withdrawn);

/// <summary>What a node was told and what it has done about it. Small, and kept over restarts and boots.</summary>
/// <param name="Term">The highest term it has obeyed.</param>
/// <param name="Deadlines">By run, the oldest first.</param>
/// <param name="Orders">The oldest first.</param>
/// <param name="LastRun">The run it was told of last.</param>
/// <param name="Stops">The stop of its operating system has been ordered, or its own deadline has come.</param>
public sealed record DeskState(long Term, ImmutableArray<ToldDeadlines> Deadlines, ImmutableArray<TakenOrder> Orders, RunId LastRun, bool Stops)
{
    public static DeskState Empty { get; } = new(0, [], [], RunId.None, false);

    /// <summary>The run whose deadlines hold; none when none do.</summary>
    public RunId ToldRun => Deadlines.LastOrDefault(told => !told.Withdrawn)?.Run ?? RunId.None;
}

using System.Collections.Immutable;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Model.Events;

/// <summary>This terminal's program runs again, or for the first time. Open runs go on: what has no result yet is issued again, with the same ids.</summary>
/// <param name="Self">The name of this control terminal.</param>
/// <param name="Wall">For display and reports only.</param>
/// <param name="Unseen">For how long nobody looked at most; null where that is not known, or the host itself was down.</param>
/// <param name="Away">What has passed since its last sign of life, by the clock that it goes on with, which may have been set; null where there was none.</param>
public sealed record Started(TimeSpan At, string Self, DateTimeOffset Wall, TimeSpan? Unseen = null, TimeSpan? Away = null) : PowerEvent(At);

/// <summary>A moment that a WakeAt asked for. A late, early or doubled one does no harm.</summary>
public sealed record Woke(TimeSpan At) : PowerEvent(At);

/// <summary>An effect was carried out; each effect says what that means for it.</summary>
/// <param name="ReadBack">For a cut: the delay the card really runs, when it tells.</param>
public sealed record EffectDone(TimeSpan At, EffectId Id, TimeSpan? ReadBack = null) : PowerEvent(At);

public enum FailureKind
{
    NoAnswer,
    Refused,

    /// <summary>The card does not take this command in its present state, a cut that works only on battery say.</summary>
    BadValue,
    NotSupported,

    /// <summary>Acknowledged, but read-back shows that nothing happened.</summary>
    Ignored,
    Failed,

    /// <summary>The card cannot wait as long as ordered before it acts; a shorter wait it would take.</summary>
    TooLong,
}

/// <summary>An effect could not be carried out.</summary>
public sealed record EffectFailed(TimeSpan At, EffectId Id, FailureKind Kind, string Text) : PowerEvent(At);

/// <summary>This terminal leads now.</summary>
public sealed record BecameMaster(TimeSpan At, long Term) : PowerEvent(At);

/// <summary>Another terminal leads.</summary>
public sealed record BecameStandby(TimeSpan At, long Term) : PowerEvent(At);

/// <summary>What the master's runs look like. A standby keeps them, so that it can go on with the same runs.</summary>
/// <param name="Runs">Every open run of the master. Times are on this terminal's clock already; in doubt the earlier moment.</param>
/// <param name="Operation">Whether people have suspended automatic operation: whoever takes over must not act where the master did not.</param>
public sealed record RunsReported(TimeSpan At, long Term, ImmutableArray<Run> Runs, Operation Operation = Operation.Auto) : PowerEvent(At)
{
    /// <summary>Committed runs that have ended: that they are not among the master's runs is no loss.</summary>
    public ImmutableArray<RunId> Closed { get; init; } = [];
}

/// <summary>A terminal that stands by knows of committed runs that the master has not heard of. What they have stopped has to be started; whatever else they wanted is over.</summary>
public sealed record RunsOffered(TimeSpan At, ImmutableArray<Run> Runs) : PowerEvent(At);

/// <summary>A validated configuration replaces the present one. What is known of rows with the same name is kept.</summary>
public sealed record ConfigurationChanged(TimeSpan At, Site Site, string Digest) : PowerEvent(At);

using System.Collections.Immutable;
using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Diary;

namespace PowerController.Runtime.Journal;

/// <summary>An event of the journal and what it led to, then and now.</summary>
public sealed record JournalTurn(long Sequence, TimeSpan At, DateTimeOffset Wall, PowerEvent Event, SiteState Before, Decision Decision);

/// <summary>Where a program goes on.</summary>
/// <param name="Sequence">Of the last record.</param>
/// <param name="At">The monotonic time of the last record.</param>
/// <param name="Wall">The wall clock then.</param>
/// <param name="Segment">The segment to go on with; null to begin another one.</param>
/// <param name="GoodBytes">How much of it is good.</param>
/// <param name="Failed">Events whose decision failed again while they were replayed.</param>
/// <param name="Problems">What was found wrong with the journal, in an operator's words.</param>
/// <param name="Notes">What is worth saying and nobody has to act on.</param>
public sealed record Resumed(
    SiteState State,
    Pages Pages,
    long Sequence,
    TimeSpan At,
    DateTimeOffset Wall,
    string? Segment,
    long GoodBytes,
    ImmutableArray<Skipped> Failed,
    ImmutableArray<string> Problems,
    ImmutableArray<string> Notes)
{
    /// <summary>The last one that is written; null where there is none.</summary>
    public SignOfLife? LastSign { get; init; }

    /// <summary>The program's monotonic time when it was written.</summary>
    public TimeSpan LastSignAt { get; init; }

    /// <summary>For how long nobody looked at most; null when the system has started again since, and where nobody can tell.</summary>
    public TimeSpan? UnseenAt(SignOfLife now) =>
        LastSign is { } last && string.Equals(last.System, now.System, StringComparison.Ordinal) && now.Up >= last.Up ? now.Up - last.Up : null;

    /// <summary>There was no journal.</summary>
    public bool IsFresh => At == TimeSpan.Zero && Segment is null;

    /// <summary>When the program was last seen to live, by its monotonic time; null where it never was.</summary>
    public TimeSpan? LastSeenAt => IsFresh ? null : LastSignAt > At ? LastSignAt : At;

    /// <summary>The monotonic time now. While the system runs its own clock says what has passed; otherwise the wall clock: nothing, if it went back.</summary>
    /// <param name="speed">How fast the program's time runs.</param>
    public TimeSpan ClockAt(DateTimeOffset now, SignOfLife sign, double speed = 1)
    {
        if (UnseenAt(sign) is not { } unseen)
            return At + (now > Wall ? now - Wall : TimeSpan.Zero);
        var clock = LastSignAt + (unseen * speed);
        return clock > At ? clock : At;
    }

    /// <summary>A first start. Numbers begin with the time, so that those of a journal that was lost are never used again.</summary>
    public static Resumed Fresh(SiteState beginning, DateTimeOffset now) =>
        new(Prepared.For(beginning), Pages.Empty, now.ToUnixTimeMilliseconds(), TimeSpan.Zero, now, null, 0, [], [], []);
}

/// <summary>A state with what follows from its site.</summary>
internal static class Prepared
{
    public static SiteState For(SiteState state) => state.Times is not null
        ? state
        // A wake-up before anything is known decides nothing, but has the plan's times computed.
        : state with { Times = Decider.Decide(SiteState.Of(state.Topology.Site, state.Digest), new Woke(TimeSpan.Zero)).State.Times };
}

using System.Collections.Immutable;
using PowerController.Decisions;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Runtime.Journal;

namespace PowerController.Runtime.Loop;

/// <summary>What a loop is made of.</summary>
/// <param name="Clock">The terminal's monotonic time: it goes on where the journal ends.</param>
/// <param name="Journal">Goes on where <paramref name="Resumed"/> ends.</param>
public sealed record LoopParts(HostClock Clock, SiteJournal Journal, Resumed Resumed)
{
    /// <summary>Who follows.</summary>
    public ImmutableArray<ITurnFollower> Followers { get; init; } = [];

    public Decide Decide { get; init; } = Decider.Decide;

    /// <summary>That the program lives, by the system's own clock.</summary>
    public Func<SignOfLife> Sign { get; init; } = SignOfLife.Now;

    /// <summary>How long a reading that says nothing new may wait, in real time.</summary>
    public TimeSpan QuietReading { get; init; } = Limits.QuietReading;
}

/// <summary>Carries effects out. Called on the loop's own thread, after what led to them is in the journal: it must return at once and must not throw.</summary>
public interface IEffectCarrier
{
    void Carry(Effect effect, SiteState state);

    /// <summary>The open runs have changed.</summary>
    void RunsChanged(SiteState state);

    /// <summary>Another configuration is in force.</summary>
    void SiteChanged(SiteState state);
}

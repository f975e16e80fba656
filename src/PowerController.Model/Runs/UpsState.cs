using System.Collections.Immutable;
using PowerController.Model.Readings;

namespace PowerController.Model.Runs;

/// <summary>What is known of a UPS, in one word.</summary>
public enum UpsPower
{
    /// <summary>Never heard, or not yet. It is not good.</summary>
    Unknown,
    Good,

    /// <summary>On battery, not yet for its confirm time.</summary>
    OnBattery,

    /// <summary>On battery beyond its confirm time.</summary>
    Failed,

    /// <summary>Low battery, or less run time than the plan still needs.</summary>
    Exhausting,

    /// <summary>Feeds nothing, and voltage or load agree.</summary>
    OutputOff,

    /// <summary>Does not answer; <see cref="UpsState.LastPower"/> is what it said before.</summary>
    Silent,
}

public enum MainsState
{
    Unknown,
    Good,
    Lost,
}

public enum OutputPower
{
    Unknown,
    On,
    Off,
}

/// <summary>What is known of a UPS. Only judgements are kept: a reading that changes none leaves the row as it is.</summary>
/// <param name="MainsSince">When its mains was first seen as it is now.</param>
/// <param name="OutputSince">When its output was first seen as it is now.</param>
/// <param name="FailedSince">When the failure was established; null while it is not.</param>
/// <param name="ExhaustingSince">When it was found exhausting; null while it is not.</param>
/// <param name="SilentSince">The first poll without an answer; null while it answers.</param>
/// <param name="SilenceAgreed">A majority of the terminals hear nothing of it either.</param>
/// <param name="SilenceCounts">The group's policy has taken the silence for a failure.</param>
/// <param name="LowSince">Since when low battery or a short run time is reported on battery: the debounce.</param>
/// <param name="OffSince">Since when an off output is reported: the debounce.</param>
/// <param name="EmptyAt">When the battery will be empty, as the card predicts; kept while on battery.</param>
/// <param name="ChargeReached">The return charge is reached.</param>
/// <param name="RunTimeReached">The run time for one more complete shutdown is reached.</param>
/// <param name="Alarms">Conditions already told to people.</param>
/// <param name="CutPending">The card says that a countdown to its output's end runs, whoever began it.</param>
/// <param name="Outputs">Its output, then its outlet groups in the order of the configuration.</param>
public sealed record UpsState(
    MainsState Mains,
    TimeSpan MainsSince,
    OutputPower Output,
    TimeSpan OutputSince,
    TimeSpan? FailedSince,
    TimeSpan? ExhaustingSince,
    TimeSpan? SilentSince,
    bool SilenceAgreed,
    bool SilenceCounts,
    TimeSpan? LowSince,
    TimeSpan? OffSince,
    TimeSpan? EmptyAt,
    bool ChargeReached,
    bool RunTimeReached,
    Conditions Alarms,
    bool TemperatureAlarm,
    bool Bypass,
    bool CutPending,
    ImmutableArray<OutputState> Outputs)
{
    /// <summary>The state in one word.</summary>
    public UpsPower Power => SilentSince is null ? LastPower : UpsPower.Silent;

    /// <summary>What was last known, silent or not.</summary>
    public UpsPower LastPower =>
        Output == OutputPower.Off ? UpsPower.OutputOff
        : ExhaustingSince is not null ? UpsPower.Exhausting
        : FailedSince is not null ? UpsPower.Failed
        : Mains switch
        {
            MainsState.Good => UpsPower.Good,
            MainsState.Lost => UpsPower.OnBattery,
            _ => UpsPower.Unknown,
        };

    /// <summary>It answers, has mains, and feeds its load.</summary>
    public bool IsGood => SilentSince is null && Mains == MainsState.Good && Output == OutputPower.On;

    /// <summary>It has lost power for good: failed, exhausting, feeding nothing, or silent and the policy counts that.</summary>
    public bool IsLost => FailedSince is not null || ExhaustingSince is not null || Output == OutputPower.Off || SilenceCounts;

    public static UpsState Unheard(int outputs) => new(
        MainsState.Unknown, TimeSpan.Zero, OutputPower.Unknown, TimeSpan.Zero, null, null, null, false, false, null, null, null,
        false, false, Conditions.None, false, false, false, [.. Enumerable.Repeat(OutputState.Untouched, outputs)]);
}

/// <summary>How far the cut of an output has come.</summary>
public enum CutStage
{
    None,
    Ordered,

    /// <summary>The card has taken it and read-back agrees.</summary>
    Armed,

    /// <summary>Its time has passed and the output is off, or nothing says that it is not.</summary>
    Done,

    /// <summary>Its time has passed and the output is still on.</summary>
    Ignored,

    /// <summary>The card cannot, or must not: it also feeds something that goes on.</summary>
    Impossible,
}

/// <summary>What has been done to one output of a UPS.</summary>
/// <param name="OffAt">When it should be off at the latest.</param>
/// <param name="Attempts">How often the cut was ordered in this run.</param>
/// <param name="Run">The run that ordered it.</param>
/// <param name="FirstAt">When it was first ordered without an answer: the card may have taken it then.</param>
/// <param name="FirstOffAt">When the earliest of the orders without an answer cuts it, whichever of them the card has taken.</param>
/// <param name="EarlierOffAt">When the countdown that the order is to put off comes to its end, as it does where the order is not taken; zero where there is none.</param>
public sealed record OutputState(
    CutStage Cut, Effects.CutKind Kind, TimeSpan OrderedAt, TimeSpan OffAt, int Attempts, RunId Run, TimeSpan FirstAt = default, TimeSpan EarlierOffAt = default, TimeSpan FirstOffAt = default)
{
    /// <summary>When a countdown that another terminal had begun was ended here; zero where none was.</summary>
    public TimeSpan OthersEndedAt { get; init; }

    /// <summary>When the host by way of which its card speaks was heard again, and the card was not yet: somebody there may have ended the countdown. Zero where that was not so.</summary>
    public TimeSpan DoubtedAt { get; init; }

    public static OutputState Untouched { get; } = new(CutStage.None, default, TimeSpan.Zero, TimeSpan.Zero, 0, RunId.None);
}

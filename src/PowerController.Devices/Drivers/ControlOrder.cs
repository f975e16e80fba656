namespace PowerController.Devices.Drivers;

/// <summary>What a UPS is told to do.</summary>
/// <param name="Delay">From the command to the output going off, or to what else the action does.</param>
/// <param name="Pause">How long the output stays off, for actions that know it.</param>
/// <param name="Outlet">The outlet group's number, for actions on one.</param>
public sealed record ControlOrder(ControlAction Action, TimeSpan Delay = default, TimeSpan Pause = default, int Outlet = 0)
{
    /// <summary>How an output that goes off is to go off.</summary>
    public CutStyle Style { get; init; }
}

/// <summary>Which of a card's ways of going off are meant.</summary>
public enum CutStyle
{
    /// <summary>Whichever suits the moment.</summary>
    Any,

    /// <summary>One for a UPS on battery; on mains it is not taken.</summary>
    OnBattery,

    /// <summary>The one that adds the card's own arithmetic to the delay.</summary>
    Graceful,

    /// <summary>One that works on mains too, after the delay alone.</summary>
    Delayed,
}

public enum ControlResult
{
    /// <summary>The UPS shows that it obeys: it counts down, or has done it.</summary>
    Seen,

    /// <summary>The UPS has acknowledged the command, and shows nothing until it acts.</summary>
    Acknowledged,

    /// <summary>The UPS has acknowledged the command every time, and does nothing.</summary>
    Ignored,
    Refused,
    NotSupported,

    /// <summary>The UPS cannot wait as long as ordered before it acts.</summary>
    TooLong,

    /// <summary>The UPS does not take it while its mains is as it is.</summary>
    NotNow,
    NoAnswer,
}

/// <summary>What became of a command.</summary>
/// <param name="Way">Which of the ways was taken; empty when none was.</param>
/// <param name="EffectAfter">When the output should be off, or on, counted from the command; null where nothing is known.</param>
public sealed record ControlOutcome(ControlAction Action, string Way, ControlResult Result, TimeSpan? EffectAfter, bool CanBeAborted, string Text)
{
    public bool IsUnderWay => Result is ControlResult.Seen or ControlResult.Acknowledged;
}

namespace PowerController.Simulator.Cards;

/// <summary>Every bound of the simulated cards, each with its reason.</summary>
public static class CardLimits
{
    /// <summary>Transitions kept until somebody takes them: a bad night of a UPS has some dozens; beyond it the oldest go.</summary>
    public const int Transitions = 1024;

    /// <summary>The longest step of the physics: a battery changes by about a thousandth in it.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>How much time a card lets go by between two looks at what it has to say.</summary>
    public static readonly TimeSpan TrapStep = TimeSpan.FromSeconds(5);

    /// <summary>Lines of one recording: the largest known has some hundreds.</summary>
    public const int RecordingLines = 100_000;

    /// <summary>Answers held back at a time by a slow card; what comes on top is lost, as in a full card.</summary>
    public const int DelayedAnswers = 256;

    /// <summary>How often a fleet of cards looks whether a countdown ended: traps leave at most this late.</summary>
    public static readonly TimeSpan FleetTick = TimeSpan.FromMilliseconds(200);
}

namespace PowerController.Simulator;

/// <summary>What bounds a simulated night, and why.</summary>
public static class Limits
{
    /// <summary>Things to come in one world: a site of sixteen nodes has some hundred; more is a loop that feeds itself.</summary>
    public const int DueThings = 100_000;

    /// <summary>Events in one night: a bad night of the largest example has some ten thousand; more never ends.</summary>
    public const int EventsPerNight = 400_000;

    /// <summary>The same where hosts speak for real: heartbeats of sixteen nodes for a night of some hours.</summary>
    public const int EventsPerTalkingNight = 20_000_000;

    /// <summary>Lines of a story that are kept: what a person could still read through.</summary>
    public const int StoryLines = 50_000;

    /// <summary>Runs of the world while a story is shrunk: minutes at most, also for a long night.</summary>
    public const int ShrinkAttempts = 600;

    /// <summary>Seeds of violations that one call keeps: enough to see which causes are common; more would only lengthen what is read.</summary>
    public const int ViolationsKept = 1_000;

    /// <summary>Lines of a drill's script: more than any drill that a person writes.</summary>
    public const int ScriptLines = 500;

    /// <summary>Effects that one decision may have: every node of the largest site in several ways, and some more.</summary>
    public const int EffectsPerDecision = 1_000;

    /// <summary>Runs open at once: one for each unit, and nodes alone beside them.</summary>
    public const int OpenRuns = 100;

    /// <summary>Effects of one run that wait for their result.</summary>
    public const int PendingPerRun = 500;

    /// <summary>Transitions of a simulated UPS kept until somebody takes them: a bad night of a UPS has some dozens; beyond it the oldest go.</summary>
    public const int UpsTransitions = 1024;

    /// <summary>The longest step of the physics: a battery changes by about a thousandth in it.</summary>
    public static readonly TimeSpan PhysicsStep = TimeSpan.FromSeconds(1);

    /// <summary>How much time a card lets go by between two looks at what it has to say.</summary>
    public static readonly TimeSpan TrapStep = TimeSpan.FromSeconds(5);

    /// <summary>Lines of one recording: the largest known has some hundreds.</summary>
    public const int RecordingLines = 100_000;

    /// <summary>Answers held back at a time by a slow card; what comes on top is lost, as in a full card.</summary>
    public const int DelayedAnswers = 256;

    /// <summary>How often a fleet of cards looks whether a countdown ended: traps leave at most this late.</summary>
    public static readonly TimeSpan FleetTick = TimeSpan.FromMilliseconds(200);
}

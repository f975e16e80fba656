namespace PowerController.Simulator;

/// <summary>What bounds a simulated night, and why.</summary>
public static class Limits
{
    /// <summary>Things to come in one world: a site of sixteen nodes has some hundred; more is a loop that feeds itself.</summary>
    public const int DueThings = 100_000;

    /// <summary>Events in one night: a bad night of the largest example has some ten thousand; more never ends.</summary>
    public const int EventsPerNight = 400_000;

    /// <summary>Lines of a story that are kept: what a person could still read through.</summary>
    public const int StoryLines = 50_000;

    /// <summary>Runs of the world while a story is shrunk: minutes at most, also for a long night.</summary>
    public const int ShrinkAttempts = 600;

    /// <summary>Seeds of violations that one call keeps: the first few say what is wrong.</summary>
    public const int ViolationsKept = 20;

    /// <summary>Lines of a drill's script: more than any drill that a person writes.</summary>
    public const int ScriptLines = 500;

    /// <summary>Effects that one decision may have: every node of the largest site in several ways, and some more.</summary>
    public const int EffectsPerDecision = 1_000;

    /// <summary>Runs open at once: one for each unit, and nodes alone beside them.</summary>
    public const int OpenRuns = 100;

    /// <summary>Effects of one run that wait for their result.</summary>
    public const int PendingPerRun = 500;
}

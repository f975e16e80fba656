namespace PowerController.Simulator.Cards.Physics;

/// <summary>Whether there is output, and why not.</summary>
public enum OutputMode
{
    /// <summary>There is output.</summary>
    On,

    /// <summary>Off until somebody turns it on.</summary>
    Off,

    /// <summary>Off until mains is good, charge and run time suffice and the return delay is over.</summary>
    SleepingUntilMains,

    /// <summary>Off for a set time.</summary>
    TimedSleep,

    /// <summary>Off for the short time of a reboot.</summary>
    Rebooting,
}

/// <summary>What feeds the output while it is on.</summary>
public enum PowerSource
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Mains as it is.</summary>
    Mains,

    /// <summary>Low mains, raised.</summary>
    Boost,

    /// <summary>High mains, lowered.</summary>
    Trim,

    /// <summary>The battery.</summary>
    Battery,

    /// <summary>Mains around the UPS.</summary>
    Bypass,
}

/// <summary>Why the battery had to help last.</summary>
public enum TransferCause
{
    /// <summary>It never had to.</summary>
    None,

    /// <summary>Mains was too high.</summary>
    HighLine,

    /// <summary>Mains was too low.</summary>
    Brownout,

    /// <summary>Mains was gone.</summary>
    Blackout,

    /// <summary>A test.</summary>
    SelfTest,
}

/// <summary>How the last self-test ended.</summary>
public enum TestResult
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>The battery is good.</summary>
    Passed,

    /// <summary>The battery is bad.</summary>
    Failed,

    /// <summary>It was broken off or could not be made.</summary>
    Invalid,

    /// <summary>It runs.</summary>
    Running,
}

/// <summary>How the last calibration ended.</summary>
public enum CalibrationResult
{
    /// <summary>There was none, or the last one came to its end.</summary>
    Done,

    /// <summary>It was broken off or could not be made.</summary>
    Invalid,

    /// <summary>It runs.</summary>
    Running,
}

namespace PowerController.Simulator.Cards.Physics;

/// <summary>How the output comes back after it went off.</summary>
/// <param name="Mode">What the UPS calls the time without output.</param>
/// <param name="Pause">The least time without output.</param>
/// <param name="Returns">False when it stays off until somebody turns it on.</param>
/// <param name="NeedsMains">False when the battery may bring it back.</param>
/// <param name="HonoursReturnSettings">True when return delay, return charge and return run time count.</param>
public sealed record Wake(OutputMode Mode, TimeSpan Pause, bool Returns, bool NeedsMains, bool HonoursReturnSettings)
{
    /// <summary>True when it returns only if mains was gone at the moment it went off: otherwise it stays off.</summary>
    public bool OnlyAfterOutage { get; init; }

    /// <summary>Stays off until somebody turns it on.</summary>
    public static Wake Never { get; } = new(OutputMode.Off, TimeSpan.Zero, Returns: false, NeedsMains: true, HonoursReturnSettings: false);

    /// <summary>Comes back with mains.</summary>
    public static Wake WithMains { get; } = new(OutputMode.SleepingUntilMains, TimeSpan.Zero, Returns: true, NeedsMains: true, HonoursReturnSettings: true);

    /// <summary>Comes back after a time, and then as soon as mains is good.</summary>
    public static Wake AfterSleep(TimeSpan pause) => new(OutputMode.TimedSleep, pause, Returns: true, NeedsMains: true, HonoursReturnSettings: true);

    /// <summary>Off and on again; with mains only, or also without.</summary>
    public static Wake AfterReboot(TimeSpan pause, bool needsMains = true, bool honoursReturnSettings = true) =>
        new(OutputMode.Rebooting, pause, Returns: true, needsMains, honoursReturnSettings);
}

namespace PowerController.Devices.Drivers;

/// <summary>What a UPS can be told to do.</summary>
public enum ControlAction
{
    /// <summary>The output goes off, and comes back when the power does: the end of a shutdown.</summary>
    Cut,

    /// <summary>The output goes off and stays off.</summary>
    Off,

    /// <summary>The output goes off for a while.</summary>
    Sleep,
    On,
    Reboot,
    SelfTest,
    Calibrate,
    SimulateFailure,
    OutletOff,
    OutletOn,
    OutletReboot,
}

/// <summary>When the output goes off after the command.</summary>
public enum CutTiming
{
    AtOnce,

    /// <summary>After the delay that is part of the command.</summary>
    Delayed,

    /// <summary>After the shutoff delay that the card stores.</summary>
    ShutoffDelay,

    /// <summary>After the greater of low-battery run time and the longest delay any client was granted, 120 s, and the shutoff delay.</summary>
    Graceful,
}

/// <summary>When the output comes back after it went off.</summary>
public enum ComeBack
{
    WithPower,
    ByItself,
    Never,
}

namespace PowerController.Simulator.Cards.Physics;

/// <summary>What a UPS would say aloud when it happens.</summary>
public enum UpsTransition
{
    /// <summary>The battery carries the load.</summary>
    OnBattery,

    /// <summary>Mains carries the load again.</summary>
    MainsBack,

    /// <summary>The battery is low.</summary>
    BatteryLow,

    /// <summary>The battery is no longer low.</summary>
    BatteryLowOver,

    /// <summary>The battery is empty; the output is off.</summary>
    BatteryExhausted,

    /// <summary>The output went off by command and stays off.</summary>
    TurnedOff,

    /// <summary>The output is off and will come back by itself.</summary>
    Sleeping,

    /// <summary>The output is off for a reboot.</summary>
    RebootBegun,

    /// <summary>The output is on again.</summary>
    TurnedOn,

    /// <summary>A graceful shutdown counts down.</summary>
    GracefulShutdownBegun,

    /// <summary>A self-test found the battery good.</summary>
    TestPassed,

    /// <summary>A self-test found the battery bad.</summary>
    TestFailed,

    /// <summary>A self-test was broken off or could not be made.</summary>
    TestAborted,

    /// <summary>A run-time calibration begins.</summary>
    CalibrationBegun,

    /// <summary>A run-time calibration is over.</summary>
    CalibrationEnded,

    /// <summary>The load is above what the UPS can carry.</summary>
    Overloaded,

    /// <summary>The load is within what the UPS can carry again.</summary>
    OverloadOver,

    /// <summary>Low mains is raised.</summary>
    BoostBegun,

    /// <summary>High mains is lowered.</summary>
    TrimBegun,

    /// <summary>The card does not hear the UPS.</summary>
    CommunicationLost,

    /// <summary>The card hears the UPS again.</summary>
    CommunicationBack,
}

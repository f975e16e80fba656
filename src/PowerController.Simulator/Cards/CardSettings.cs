namespace PowerController.Simulator.Cards;

/// <summary>Settings a card keeps that change nothing in the UPS's behaviour, or only how a command is taken.</summary>
public sealed class CardSettings
{
    /// <summary>APC: 1 timed, 2 at low battery, 3 never, 4 mute.</summary>
    public int Alarm { get; set; } = 1;

    /// <summary>APC: hundredths of a second until the beeper sounds.</summary>
    public uint AlarmTimer { get; set; } = 3000;

    /// <summary>APC: 1 auto, 2 low, 3 medium, 4 high.</summary>
    public int Sensitivity { get; set; } = 4;

    /// <summary>APC: when tests are made by themselves.</summary>
    public int TestSchedule { get; set; } = 2;

    /// <summary>RFC 1628: 1 output, 2 system.</summary>
    public int ShutdownType { get; set; } = 1;

    /// <summary>RFC 1628: 1 off, 2 on, 3 muted.</summary>
    public int Beeper { get; set; } = 2;
}

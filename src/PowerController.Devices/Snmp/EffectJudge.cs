using PowerController.Devices.Drivers;
using PowerController.Model.Readings;
using PowerController.Model.Units;

namespace PowerController.Devices.Snmp;

/// <summary>Whether a reading shows that a command has taken effect, or is about to.</summary>
public static class EffectJudge
{
    /// <summary>A live output has tens of volts at least; meters of a dead one show a few.</summary>
    private static readonly Volts DeadOutput = new(10);

    /// <summary>The UPS really feeds nothing: it says so, or there is no voltage; and no load contradicts it.</summary>
    public static bool IsOff(Reading reading)
    {
        var saysOff = reading.Source == OutputSource.Off || reading.Conditions.HasFlag(Conditions.Sleeping);
        var dead = reading.OutputVoltage < DeadOutput;
        var fed = reading.OutputVoltage >= DeadOutput && reading.Load > new Percent(0);
        return (saysOff || dead) && !fed;
    }

    internal static bool Shows(ControlAction action, Reading? before, Reading now) => action switch
    {
        ControlAction.Cut or ControlAction.Off or ControlAction.Sleep or ControlAction.Reboot =>
            IsOff(now) || Newly(Conditions.ShutdownPending, before, now) || Newly(Conditions.Sleeping, before, now),
        ControlAction.On => !IsOff(now) && now.Source is OutputSource.Mains or OutputSource.Battery or OutputSource.Bypass,
        ControlAction.SelfTest => Newly(Conditions.SelfTesting, before, now),
        ControlAction.Calibrate => Newly(Conditions.Calibrating, before, now) || Newly(Conditions.SelfTesting, before, now),
        ControlAction.SimulateFailure => now.Source == OutputSource.Battery,
        _ => false,
    };

    /// <summary>It is there, and what was there before the command is no sign of the command.</summary>
    private static bool Newly(Conditions condition, Reading? before, Reading now) =>
        now.Conditions.HasFlag(condition) && before?.Conditions.HasFlag(condition) != true;
}

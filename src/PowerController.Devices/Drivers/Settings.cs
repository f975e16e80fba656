using PowerController.Model.Units;

namespace PowerController.Devices.Drivers;

/// <summary>What a card stores and lets be changed.</summary>
public enum SettingName
{
    Name,
    BatteryDate,
    RatedOutputVoltage,
    UpperTransfer,
    LowerTransfer,
    Sensitivity,
    Beeper,
    BeeperDelay,
    ShutoffDelay,
    DiskProtectionTime,
    LowBatteryRunTime,
    ReturnCharge,
    ReturnRunTime,
    SleepTime,
    RebootPause,
    SelfTestSchedule,
    AutoRestart,
}

/// <summary>The value of a setting, in its unit.</summary>
public abstract record SettingValue
{
    private protected SettingValue() { }

    public abstract override string ToString();
}

public sealed record DurationSetting(TimeSpan Value) : SettingValue
{
    public override string ToString() => UnitText.Of(Value);
}

public sealed record PercentSetting(Percent Value) : SettingValue
{
    public override string ToString() => Value.ToString();
}

public sealed record VoltsSetting(Volts Value) : SettingValue
{
    public override string ToString() => Value.ToString();
}

/// <summary>One of the setting's words, `high` say.</summary>
public sealed record WordSetting(string Word) : SettingValue
{
    public override string ToString() => Word;
}

public sealed record TextSetting(string Text) : SettingValue
{
    public override string ToString() => Text;
}

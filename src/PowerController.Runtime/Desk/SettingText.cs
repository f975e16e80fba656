using System.Diagnostics.CodeAnalysis;
using PowerController.Devices.Drivers;
using PowerController.Model.Units;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Desk;

/// <summary>A UPS's settings as people write them, on a command line or in a request: `shutoffDelay` and `300s`.</summary>
public static class SettingText
{
    private static readonly DurationForm _duration = new();

    /// <summary>Every setting's name, as the configuration writes it.</summary>
    public static IEnumerable<string> Names => Enum.GetNames<SettingName>().Select(Written);

    /// <summary>Why it cannot be written; null when it can.</summary>
    public static string? WhyNot(string name, string value) => TryRead(name, value, out _, out var wrong) ? null : wrong;

    internal static bool TryRead(string name, string value, [NotNullWhen(true)] out SettingChange? change, out string wrong)
    {
        change = null;
        if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            wrong = $"There is no setting called '{name}'. There are {string.Join(", ", Names)}.";
            return false;
        }

        var setting = Enum.Parse<SettingName>(name, ignoreCase: true);
        if (ValueOf(setting, value, out wrong) is not { } read)
        {
            wrong = $"'{value}' cannot be {Written(setting.ToString())}. {wrong}";
            return false;
        }

        change = new SettingChange(setting, read);
        return true;
    }

    private static SettingValue? ValueOf(SettingName name, string value, out string wrong)
    {
        wrong = "";
        switch (name)
        {
            case SettingName.Name or SettingName.BatteryDate:
                return new TextSetting(value);
            case SettingName.Sensitivity or SettingName.Beeper or SettingName.SelfTestSchedule or SettingName.AutoRestart:
                return new WordSetting(value);
            case SettingName.ReturnCharge:
                return new QuantityForm<Percent>("a percentage", "%", number => new Percent(number), percent => percent.Value).TryRead(value, out var percent, out wrong)
                    ? new PercentSetting(percent) : null;
            case SettingName.RatedOutputVoltage or SettingName.UpperTransfer or SettingName.LowerTransfer:
                return new QuantityForm<Volts>("a voltage", "V", number => new Volts(number), volts => volts.Value).TryRead(value, out var volts, out wrong)
                    ? new VoltsSetting(volts) : null;
            default:
                return _duration.TryRead(value, out var duration, out wrong) ? new DurationSetting(duration) : null;
        }
    }

    private static string Written(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

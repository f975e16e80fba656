using System.Globalization;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Model.Units;
using PowerController.Snmp;

namespace PowerController.Devices.Snmp;

/// <summary>Between a setting in its unit and the number or text on the wire.</summary>
internal static class SettingForm
{
    /// <summary>The value that the card tells; null when it tells none.</summary>
    public static SettingValue? FromWire(SettingRule rule, SnmpValue value)
    {
        if (value.IsException || value.Type is SnmpType.Null or SnmpType.None)
            return null;
        if (rule.Kind == SettingKind.Text)
            return new TextSetting(ProfileIdentifier.TextOf(value));
        var number = Slot.Of(value, isFlags: false);
        return number == Slot.Missing ? null : FromNumber(rule, number);
    }

    public static SettingValue FromNumber(SettingRule rule, long number) => rule.Kind switch
    {
        SettingKind.Duration => new DurationSetting(TimeSpan.FromSeconds(Math.Clamp(number * rule.Scale, -1e9, 1e9))),
        SettingKind.Percent => new PercentSetting(new Percent(number * rule.Scale)),
        SettingKind.Volts => new VoltsSetting(new Volts(number * rule.Scale)),
        _ => new WordSetting(rule.Words.TryGetValue(number, out var word) ? word : number.ToString(CultureInfo.InvariantCulture)),
    };

    /// <summary>The number on the wire for a wanted value; null with what is wrong, in words.</summary>
    public static long? ToNumber(SettingRule rule, SettingValue wanted, out string wrong)
    {
        wrong = "";
        switch (wanted)
        {
            case DurationSetting duration when rule.Kind == SettingKind.Duration:
                return (long)Math.Round(duration.Value.TotalSeconds / rule.Scale);
            case PercentSetting percent when rule.Kind == SettingKind.Percent:
                return (long)Math.Round(percent.Value.Value / rule.Scale);
            case VoltsSetting volts when rule.Kind == SettingKind.Volts:
                return (long)Math.Round(volts.Value.Value / rule.Scale);
            case WordSetting word when rule.Kind == SettingKind.Word:
                foreach (var (number, meaning) in rule.Words)
                {
                    if (meaning == word.Word)
                        return number;
                }

                wrong = $"the card knows no '{word.Word}'; it knows {string.Join(", ", rule.Words.Values)}";
                return null;
            default:
                wrong = $"the value is of another kind than the setting, which is a {rule.Kind}";
                return null;
        }
    }

    /// <summary>As the card itself sent the object: some refuse a gauge where they say integer.</summary>
    public static SnmpValue ToWire(long number, SnmpType like) => like switch
    {
        SnmpType.TimeTicks => SnmpValue.TimeTicks((uint)Math.Clamp(number, 0, uint.MaxValue)),
        SnmpType.Gauge32 => SnmpValue.Gauge32((uint)Math.Clamp(number, 0, uint.MaxValue)),
        SnmpType.OctetString => SnmpValue.Text(number.ToString(CultureInfo.InvariantCulture)),
        _ => SnmpValue.Integer32((int)Math.Clamp(number, int.MinValue, int.MaxValue)),
    };

    /// <summary>What a setting may be, in words; null where nothing is known.</summary>
    public static string? AllowedInWords(SettingRule rule, IReadOnlyList<long> fromCard)
    {
        if (rule.Kind == SettingKind.Text)
            return rule.Longest is { } longest ? string.Create(CultureInfo.InvariantCulture, $"a text of at most {longest} characters") : null;
        if (fromCard.Count > 0)
            return "one of " + string.Join(", ", fromCard.Select(number => FromNumber(rule, number)));
        if (!rule.Values.IsEmpty)
            return "one of " + string.Join(", ", rule.Values.Select(number => FromNumber(rule, number)));
        if (rule.Kind == SettingKind.Word)
            return "one of " + string.Join(", ", rule.Words.Values);
        return (rule.Least, rule.Most) switch
        {
            ({ } least, { } most) => $"{FromNumber(rule, least)} to {FromNumber(rule, most)}",
            ({ } least, null) => $"{FromNumber(rule, least)} or more",
            (null, { } most) => $"{FromNumber(rule, most)} or less",
            _ => null,
        };
    }
}

using System.Collections.Immutable;
using System.Globalization;
using PowerController.CommandLine;
using PowerController.Devices.Drivers;
using PowerController.Devices.Probing;
using PowerController.Model.Readings;
using PowerController.Model.Units;

namespace PowerController.Diagnosis;

/// <summary>A UPS in words, for people.</summary>
internal static class UpsText
{
    public static void Write(Screen screen, UpsPortrait portrait)
    {
        var (description, identity) = (portrait.Description, portrait.Description.Identity);
        screen.Line(screen.Bold($"{portrait.Address}  {identity.Maker} {identity.Model}".TrimEnd()));
        var about = new TextTable("", "");
        Add(about, "name", identity.Name);
        Add(about, "serial", identity.Serial);
        Add(about, "firmware", identity.Firmware);
        Add(about, "battery from", identity.BatteryDate);
        Add(about, "profile", $"{description.Profile} ({description.Title})");
        if (portrait.Reading is { } reading)
        {
            Add(about, "state", StateOf(reading));
            foreach (var (name, value) in Values(reading))
                Add(about, name, value);
        }

        Add(about, "can be told to", Abilities(description.Capabilities));
        about.WriteTo(screen);
        WriteOutlets(screen, portrait);
        WriteSettings(screen, portrait);
        foreach (var fault in portrait.Faults)
            screen.Line($"  {screen.Yellow(fault.Text)}");
    }

    /// <summary>Where the output comes from, and every condition, in one line.</summary>
    public static string StateOf(Reading reading)
    {
        var source = reading.Source switch
        {
            OutputSource.Mains => "on mains",
            OutputSource.Battery => "on battery",
            OutputSource.Bypass => "on bypass",
            OutputSource.Off => "output off",
            _ => "unknown",
        };
        return reading.Conditions == Conditions.None ? source : $"{source}, {string.Join(", ", ConditionsOf(reading))}";
    }

    public static IEnumerable<string> ConditionsOf(Reading reading) =>
        Enum.GetValues<Conditions>()
            .Where(one => one != Conditions.None && reading.Conditions.HasFlag(one))
            .Select(one => Words(one.ToString()));

    /// <summary>Every value that the UPS told, with its unit.</summary>
    public static IEnumerable<(string Name, string Value)> Values(Reading reading)
    {
        var all = new (string Name, object? Value)[]
        {
            ("charge", reading.Charge),
            ("run time", reading.RunTime is { } runTime ? UnitText.Of(runTime) : null),
            ("load", reading.Load),
            ("input", Joined(reading.InputVoltage, reading.InputFrequency)),
            ("output", Joined(reading.OutputVoltage, reading.OutputCurrent, reading.OutputPower)),
            ("battery", Joined(reading.BatteryVoltage, reading.BatteryTemperature)),
        };
        return all.Where(pair => pair.Value is not null).Select(pair => (pair.Name, pair.Value!.ToString()!));
    }

    private static string Abilities(UpsCapabilities capabilities)
    {
        var actions = capabilities.Controls.Select(control => Words(control.Action.ToString())).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return actions.Length == 0 ? "nothing" : string.Join(", ", actions);
    }

    private static void WriteOutlets(Screen screen, UpsPortrait portrait)
    {
        if (portrait.Outlets.Length == 0)
            return;
        screen.Line();
        var table = new TextTable("outlet group", "name", "state").Right(0);
        foreach (var outlet in portrait.Outlets)
            table.Add(outlet.Index.ToString(CultureInfo.InvariantCulture), outlet.Name, outlet.IsOn switch { true => "on", false => "off", null => "unknown" });
        table.WriteTo(screen);
    }

    private static void WriteSettings(Screen screen, UpsPortrait portrait)
    {
        if (portrait.Settings.Length == 0)
            return;
        screen.Line();
        var table = new TextTable("setting", "value", "allowed");
        foreach (var setting in portrait.Settings)
            table.Add(Words(setting.Name.ToString()), setting.Value.ToString(), setting.Allowed ?? "");
        table.WriteTo(screen);
    }

    private static void Add(TextTable table, string name, string value)
    {
        if (value.Length > 0)
            table.Add(name, value);
    }

    private static string? Joined(params object?[] values)
    {
        var told = values.Where(value => value is not null).ToArray();
        return told.Length == 0 ? null : string.Join(", ", told);
    }

    // `LowBattery` becomes `low battery`.
    private static string Words(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}

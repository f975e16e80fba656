using System.Text.Json;
using PowerController.CommandLine;
using PowerController.Devices.Drivers;
using PowerController.Devices.Probing;
using PowerController.Model.Readings;

namespace PowerController.Diagnosis;

/// <summary>A UPS for programs. Values are in the units their names say; one that was not told is null.</summary>
internal static class UpsJson
{
    public static void Write(TextWriter output, UpsPortrait portrait) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("address", portrait.Address);
        Write(json, portrait.Description);
        if (portrait.Reading is { } reading)
            Write(json, reading);
        json.WriteStartArray("controls");
        foreach (var control in portrait.Description.Capabilities.Controls)
        {
            json.WriteStartObject();
            json.WriteString("action", control.Action.ToString());
            json.WriteString("title", control.Title);
            json.WriteBoolean("worksOnMains", control.WorksOnMains);
            json.WriteBoolean("needsOnBattery", control.NeedsOnBattery);
            json.WriteBoolean("canBeAborted", control.CanBeAborted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("settings");
        foreach (var setting in portrait.Settings)
            json.WriteString(setting.Name.ToString(), setting.Value.ToString());
        json.WriteEndObject();
        json.WriteStartArray("outlets");
        foreach (var outlet in portrait.Outlets)
        {
            json.WriteStartObject();
            json.WriteNumber("index", outlet.Index);
            json.WriteString("name", outlet.Name);
            json.WriteString("state", outlet.IsOn switch { true => "on", false => "off", null => null });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("faults");
        foreach (var fault in portrait.Faults)
            json.WriteStringValue(fault.Text);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static void Write(TextWriter output, DeviceFault fault) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("fault", fault.Kind.ToString());
        json.WriteString("message", fault.Text);
        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter json, UpsDescription description)
    {
        json.WriteString("profile", description.Profile);
        json.WriteString("maker", description.Identity.Maker);
        json.WriteString("model", description.Identity.Model);
        json.WriteString("serial", description.Identity.Serial);
        json.WriteString("firmware", description.Identity.Firmware);
        json.WriteString("name", description.Identity.Name);
        json.WriteString("batteryDate", description.Identity.BatteryDate);
    }

    public static void Write(Utf8JsonWriter json, Reading reading)
    {
        json.WriteString("source", reading.Source.ToString());
        json.WriteStartArray("conditions");
        foreach (var condition in UpsText.ConditionsOf(reading))
            json.WriteStringValue(condition);
        json.WriteEndArray();
        Number(json, "chargePercent", reading.Charge?.Value);
        json.Seconds("runTimeSeconds", reading.RunTime);
        Number(json, "loadPercent", reading.Load?.Value);
        Number(json, "outputWatts", reading.OutputPower?.Value);
        Number(json, "inputVolts", reading.InputVoltage?.Value);
        Number(json, "inputHertz", reading.InputFrequency?.Value);
        Number(json, "outputVolts", reading.OutputVoltage?.Value);
        Number(json, "outputAmperes", reading.OutputCurrent?.Value);
        Number(json, "batteryVolts", reading.BatteryVoltage?.Value);
        Number(json, "batteryCelsius", reading.BatteryTemperature?.Value);
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        // Cards tell tenths; what a double adds behind them is not theirs.
        if (value is { } known)
            json.WriteNumber(name, Math.Round(known, 3));
        else
            json.WriteNull(name);
    }
}

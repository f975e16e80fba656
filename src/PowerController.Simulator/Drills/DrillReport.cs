using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PowerController.Model.Units;
using PowerController.Simulator.Faults;

namespace PowerController.Simulator.Drills;

/// <summary>Who stands for a drill: which configuration, which story, which program, when.</summary>
/// <param name="Script">The failure's name, or the script's file.</param>
public sealed record DrillSignOff(string Site, string Digest, string Script, string Version, DateTimeOffset At);

/// <summary>The report of a drill, with a hash over all of it: a changed report can be told from the one that was left.</summary>
public static class DrillReport
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The Markdown report; its last line holds the hash over everything before that line.</summary>
    public static string Markdown(DrillResult result, DrillSignOff signed)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Drill of {signed.Site}: {result.Plan.Failure}\n\n");
        text.Append(result.FellShort ? "**It fell short.**\n\n" : "Everything held.\n\n");
        text.Append("| step | of | planned by | came after | slack |\n| --- | --- | ---: | ---: | ---: |\n");
        foreach (var step in result.Steps)
            text.Append($"| {step.Planned.Name} | {step.Planned.Target} | {UnitText.Seconds(step.Planned.Latest)} | {Text(step.Actual)} | {Text(step.Slack)} |\n");
        text.Append("\n| UPS | needed | run time | left at its off |\n| --- | ---: | ---: | ---: |\n");
        foreach (var battery in result.Batteries)
            text.Append($"| {battery.Ups} | {UnitText.Seconds(battery.Required)} | {Text(battery.RunTime)} | {Text(battery.Left)} |\n");
        text.Append($"\nMains was back after {Text(result.MainsBack)}; everything was normal after {Text(result.Normal)}.\n\n## What happened\n\n");
        foreach (var happening in result.Script)
            text.Append(CultureInfo.InvariantCulture, $"- at {happening.At / 1000.0:0.###} s: {HappeningText.Of(happening)}\n");
        text.Append("\n## Findings\n\n");
        foreach (var finding in result.Findings)
            text.Append("- ").Append(finding).Append('\n');
        if (result.Findings.IsEmpty)
            text.Append("None.\n");
        text.Append($"\n## Sign-off\n\n- configuration {signed.Digest}\n- {signed.Script}\n- powerctl {signed.Version}\n- {signed.At:O}\n");
        return $"{text}- sha256 of the above: {Hash(text.ToString())}\n";
    }

    /// <summary>The JSON report: `report`, and `signOff` with the hash over the text of `report` as it stands.</summary>
    public static string Json(DrillResult result, DrillSignOff signed)
    {
        var report = Written(json => WriteReport(json, result));
        return Written(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("report");
            json.WriteRawValue(report);
            json.WriteStartObject("signOff");
            json.WriteString("site", signed.Site);
            json.WriteString("configuration", signed.Digest);
            json.WriteString("script", signed.Script);
            json.WriteString("version", signed.Version);
            json.WriteString("at", signed.At);
            json.WriteString("sha256", Hash(report));
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void WriteReport(Utf8JsonWriter json, DrillResult result)
    {
        json.WriteStartObject();
        json.WriteString("failure", result.Plan.Failure);
        json.WriteBoolean("fellShort", result.FellShort);
        json.WriteStartArray("script");
        foreach (var happening in result.Script)
            json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"at {happening.At / 1000.0:0.###} s: {HappeningText.Of(happening)}"));
        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in result.Steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Planned.Name);
            json.WriteString("target", step.Planned.Target);
            Seconds(json, "plannedBy", step.Planned.Latest);
            Seconds(json, "actual", step.Actual);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("batteries");
        foreach (var battery in result.Batteries)
        {
            json.WriteStartObject();
            json.WriteString("ups", battery.Ups);
            Seconds(json, "required", battery.Required);
            Seconds(json, "runTime", battery.RunTime);
            Seconds(json, "left", battery.Left);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Seconds(json, "mainsBack", result.MainsBack);
        Seconds(json, "normal", result.Normal);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
            json.WriteStringValue(finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Seconds(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } known)
            json.WriteNumber(name, known.TotalSeconds);
        else
            json.WriteNull(name);
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _options))
            write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Text(TimeSpan? time) => time is { } known ? UnitText.Seconds(known) : "never";
}

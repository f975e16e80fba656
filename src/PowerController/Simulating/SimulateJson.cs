using System.Text.Json;
using PowerController.CommandLine;
using PowerController.Simulator.Nights;

namespace PowerController.Simulating;

/// <summary>What nights have shown, for programs.</summary>
internal static class SimulateJson
{
    public static void Write(TextWriter output, NightsWanted wanted, NightsReport report, string where) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("from", wanted.From);
        json.WriteNumber("nights", report.Played);
        json.WriteString("faults", wanted.Faults.ToString().ToLowerInvariant());
        json.WriteString("coordination", wanted.RealCoordination ? "real" : "modelled");
        json.WriteNumber("nightsPerSecond", Math.Round(report.PerSecond, 1));
        json.WriteNumber("events", report.Events);
        json.WriteString("hash", report.Hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteNumber("violations", report.ViolationCount);
        json.WriteStartArray("first");
        foreach (var night in report.Violations)
        {
            json.WriteStartObject();
            json.WriteNumber("seed", night.Seed);
            json.WriteString("site", wanted.GroundOf(night.Seed).Site.Name);
            json.WriteString("rule", night.Violation!.Rule);
            json.WriteString("what", night.Violation.What);
            json.WriteString("replay", SimulateReport.ReplayOf(night.Seed, wanted.Faults, where));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("excusedNights", report.Coverage.ExcusedNights);
        json.WriteStartObject("excuses");
        foreach (var (excuse, nights) in report.Coverage.Excuses)
            json.WriteNumber(excuse.ToString(), nights);
        json.WriteEndObject();
        Names(json, "hazards", report.Coverage.SeenHazards);
        Names(json, "hazardsNotReached", report.Coverage.MissingHazards);
        Names(json, "rules", report.Coverage.Rules.Rules().Select(rule => rule.ToString()));
        Names(json, "rulesNotReached", report.Coverage.MissingRules.Select(rule => rule.ToString()));
        Names(json, "effectsNotReached", report.Coverage.MissingEffects);
        Names(json, "eventsNotReached", report.Coverage.MissingEvents);
        Names(json, "transitionsNotReached", report.Coverage.MissingTransitions);
        Names(json, "transitions", report.Coverage.Transitions);
        json.WriteEndObject();
    });

    private static void Names(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}

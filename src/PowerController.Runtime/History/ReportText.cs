using System.Text.Json;
using System.Text.Json.Serialization;
using PowerController.Model.Effects;

namespace PowerController.Runtime.History;

/// <summary>A run's report as JSON, as it is kept.</summary>
internal static class ReportText
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static string Write(RunReport report) => JsonSerializer.Serialize(report, _options);

    public static RunReport Read(string text) =>
        JsonSerializer.Deserialize<RunReport>(text, _options) ?? throw new InvalidDataException("A stored report is empty.");
}

using System.Collections.Immutable;
using PowerController.CommandLine;
using PowerController.Model.Checks;

namespace PowerController.Checking;

/// <summary>Findings for programs.</summary>
internal static class CheckJson
{
    public static void Write(TextWriter output, LoadedSite loaded, ImmutableArray<Finding> findings) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("site", loaded.Site.Name);
        json.WriteString("digest", loaded.Digest);
        json.WriteNumber("errors", findings.Count(finding => finding.Severity == Severity.Error));
        json.WriteNumber("warnings", findings.Count(finding => finding.Severity == Severity.Warning));
        json.WriteNumber("notes", findings.Count(finding => finding.Severity == Severity.Note));
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            json.WriteString("subject", finding.Subject);
            json.WriteString("message", finding.Message);
            json.WriteString("remedy", finding.Remedy);
            json.WriteString("place", loaded.PlaceOf(finding.Subject));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}

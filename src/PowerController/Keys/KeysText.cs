using System.Globalization;
using PowerController.CommandLine;
using PowerController.Hosts.Keys;

namespace PowerController.Keys;

/// <summary>What `powerctl keys` says: names and fingerprints, never a secret.</summary>
internal static class KeysText
{
    public static void Write(Screen screen, KeyList list)
    {
        var table = new TextTable("KEY", "HOST", "ROLE", "MADE", "FINGERPRINT");
        foreach (var key in list.Keys)
            table.Add(key.What, key.Host ?? "all", key.Role, key.Made.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), key.Fingerprint);
        table.WriteTo(screen, "");
        foreach (var problem in list.Problems)
            screen.Line(screen.Yellow(problem));
    }

    public static void WriteJson(TextWriter output, KeyList list) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var key in list.Keys)
        {
            json.WriteStartObject();
            json.WriteString("what", key.What);
            json.WriteString("host", key.Host);
            json.WriteString("role", key.Role);
            json.WriteString("made", key.Made.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("fingerprint", key.Fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in list.Problems)
            json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Says what was done, and gives the exit code.</summary>
    public static int WriteWork(Screen screen, bool asJson, KeyWork work, string nothing)
    {
        if (asJson)
            WriteJson(screen.Output, work);
        else
            WriteLines(screen, work, nothing);
        if (work.Problem is not null)
            screen.Error.WriteLine(work.Problem);
        return work.Problem is null ? ExitCodes.Done : ExitCodes.WrongUsage;
    }

    private static void WriteLines(Screen screen, KeyWork work, string nothing)
    {
        foreach (var made in work.Made)
            screen.Line($"{made.Path}  {made.Fingerprint}".TrimEnd());
        if (work.Made.IsEmpty && work.Problem is null)
            screen.Line(nothing);
        if (work.Advice.Length > 0)
            screen.Line(work.Advice);
        else if (!work.Made.IsEmpty && work.Problem is null)
            screen.Line("Copy group-key and pinned-keys to every host, and each own-key-NAME to the control terminal of that name alone; 'powerctl keys --help' tells who needs what.");
    }

    private static void WriteJson(TextWriter output, KeyWork work) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("written");
        foreach (var made in work.Made)
        {
            json.WriteStartObject();
            json.WriteString("what", made.What);
            json.WriteString("host", made.Host);
            json.WriteString("path", made.Path);
            json.WriteString("fingerprint", made.Fingerprint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("advice", work.Advice);
        json.WriteString("problem", work.Problem);
        json.WriteEndObject();
    });
}

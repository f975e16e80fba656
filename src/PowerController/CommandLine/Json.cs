using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PowerController.CommandLine;

/// <summary>JSON as every command writes it: indented, one document, a line's end after it.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>`--json`, which every command has.</summary>
    public static Option<bool> Option { get; } = new("--json") { Description = "Write JSON for programs" };

    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _options))
            write(json);
        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>Whole seconds stay whole; null where nothing is known.</summary>
    public static void Seconds(this Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is not { } known)
            json.WriteNull(name);
        else if (known.Ticks % TimeSpan.TicksPerSecond == 0)
            json.WriteNumber(name, known.Ticks / TimeSpan.TicksPerSecond);
        else
            json.WriteNumber(name, known.TotalSeconds);
    }
}

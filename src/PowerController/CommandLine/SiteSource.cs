using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Yaml.Reading;

namespace PowerController.CommandLine;

/// <summary>The site a command works on: the directory named, or ./config, or the example that is built in.</summary>
internal static class SiteSource
{
    private const string UsualDirectory = "config";
    private const string EmbeddedName = "built-in/site.yaml";

    /// <summary>`--config`, which every command about a site has.</summary>
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "Directory of the configuration (default: ./config, or else the built-in example)",
        HelpName = "DIR",
    };

    /// <summary>The site, or null after every error has been told.</summary>
    public static LoadedSite? Load(ParseResult parsed, Screen screen)
    {
        var asked = Asked(parsed);
        var origin = asked ?? (UsualIsThere() ? UsualDirectory : "the built-in example");
        var load = Read(asked);
        if (load.Configuration is { } configuration)
            return new LoadedSite(configuration, origin) { Directory = asked ?? (UsualIsThere() ? UsualDirectory : null) };
        if (parsed.CommandResult.Command.Options.Contains(Json.Option) && parsed.GetValue(Json.Option))
            WriteErrors(screen.Output, load.Errors);
        else
            Tell(screen, origin, load.Errors);
        return null;
    }

    /// <summary>Names of a site for tab completion; none where it cannot be read.</summary>
    public static IEnumerable<CompletionItem> NamesForCompletion(ParseResult parsed, Func<Site, IEnumerable<string>> names) =>
        Read(Asked(parsed)).Configuration is { } configuration ? names(configuration.Site).Select(name => new CompletionItem(name)) : [];

    /// <summary>Every error with its place and remedy, on the error stream.</summary>
    public static void Tell(Screen screen, string origin, ImmutableArray<YamlError> errors)
    {
        foreach (var error in errors)
        {
            screen.Error.WriteLine($"{error.At}: {error.Message}");
            screen.Error.WriteLine($"    {error.Remedy}");
        }

        var count = errors.Length == 1 ? "1 error" : string.Create(CultureInfo.InvariantCulture, $"{errors.Length} errors");
        screen.Error.WriteLine($"{count} in {origin}: it cannot be used.");
    }

    private static string? Asked(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Contains(Config) ? parsed.GetValue(Config) : null;

    private static SiteLoad Read(string? asked)
    {
        if (asked is not null || UsualIsThere())
            return SiteConfiguration.Load(asked ?? UsualDirectory);
        using var embedded = typeof(SiteSource).Assembly.GetManifestResourceStream(EmbeddedName)
            ?? throw new InvalidOperationException("The built-in example is missing from the program.");
        using var reader = new StreamReader(embedded);
        return SiteConfiguration.Parse(reader.ReadToEnd(), EmbeddedName);
    }

    private static bool UsualIsThere() => File.Exists(Path.Combine(UsualDirectory, SiteConfiguration.FileName));

    private static void WriteErrors(TextWriter output, ImmutableArray<YamlError> errors) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("loadErrors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("file", error.At.File);
            json.WriteNumber("line", error.At.Line);
            json.WriteNumber("column", error.At.Column);
            json.WriteString("message", error.Message);
            json.WriteString("remedy", error.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}

/// <summary>A site that a command has loaded.</summary>
/// <param name="Origin">Where from, for people.</param>
internal sealed record LoadedSite(SiteConfiguration Configuration, string Origin)
{
    private const int ShortLength = 12;

    /// <summary>Where it was read; null for the example that is built in.</summary>
    public string? Directory { get; init; }

    public SiteIndex Index { get; } = new(Configuration.Site);

    public Site Site => Configuration.Site;

    public string Digest => Configuration.Digest;

    /// <summary>Enough of the digest to tell two configurations apart by eye.</summary>
    public string ShortDigest => Digest[..ShortLength];

    /// <summary>Where something of that name is written, `site.yaml:12`.</summary>
    public string? PlaceOf(string name) =>
        Configuration.Places.TryGetValue(name, out var at) ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(at.File)}:{at.Line}") : null;
}

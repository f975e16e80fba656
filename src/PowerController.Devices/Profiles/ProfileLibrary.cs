using System.Collections.Immutable;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;
using PowerController.Yaml.Schema;

namespace PowerController.Devices.Profiles;

/// <summary>All device profiles: those that came with the program, and the site's own, which add to them or replace them by name.</summary>
public sealed class ProfileLibrary
{
    private static readonly Lazy<ProfileLibrary> BuiltInOnce = new(() => Join(EmbeddedFiles(), new YamlErrors()));

    private ProfileLibrary(ImmutableSortedDictionary<string, DeviceProfile> profiles, ImmutableArray<YamlError> errors)
    {
        Profiles = profiles;
        Errors = errors;
    }

    /// <summary>The profiles that came with the program.</summary>
    public static ProfileLibrary BuiltIn => BuiltInOnce.Value;

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, DeviceProfile> Profiles { get; }

    /// <summary>What is wrong in the files; profiles with errors are not among <see cref="Profiles"/>.</summary>
    public ImmutableArray<YamlError> Errors { get; }

    /// <summary>The profiles that came with the program and those of a directory. A directory that is not there has none.</summary>
    public static ProfileLibrary WithDirectory(string directory)
    {
        var errors = new YamlErrors();
        return Join([.. EmbeddedFiles(), .. DirectoryFiles(directory, errors)], errors);
    }

    /// <summary>Profiles of texts alone, by file name.</summary>
    public static ProfileLibrary Of(params ReadOnlySpan<(string File, string Text)> texts) => Join(texts.ToImmutableArray(), new YamlErrors());

    /// <summary>The profiles that came with the program, and these.</summary>
    public static ProfileLibrary BuiltInWith(params ReadOnlySpan<(string File, string Text)> texts) => Join([.. EmbeddedFiles(), .. texts], new YamlErrors());

    /// <summary>The JSON Schema of a profile, for editors.</summary>
    public static string Schema() => YamlSchema.Generate<ProfileDocument>("A device profile of PowerController", YamlVocabulary.Plain);

    private static ImmutableArray<(string File, string Text)> EmbeddedFiles()
    {
        var assembly = typeof(ProfileLibrary).Assembly;
        var files = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("mibs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            files.Add((name, reader.ReadToEnd()));
        }

        return files.ToImmutable();
    }

    private static IEnumerable<(string File, string Text)> DirectoryFiles(string directory, YamlErrors errors)
    {
        if (!Directory.Exists(directory))
            yield break;
        foreach (var path in Directory.EnumerateFiles(directory, "*.yaml").Order(StringComparer.Ordinal).Take(Limits.Profiles))
        {
            string text;
            try
            {
                if (new FileInfo(path).Length > Limits.ProfileBytes)
                {
                    errors.Add(YamlPosition.WholeFile(path), $"The file has more than {Limits.ProfileBytes} bytes, which no profile needs.", "Move what is no profile to another directory.");
                    continue;
                }

                text = File.ReadAllText(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                errors.Add(YamlPosition.WholeFile(path), "The profile cannot be read.", failure.Message);
                continue;
            }

            yield return (path, text);
        }
    }

    private static ProfileLibrary Join(ImmutableArray<(string File, string Text)> files, YamlErrors errors)
    {
        // Later files replace earlier ones of the same name: the site's own come last.
        var documents = ImmutableSortedDictionary.CreateBuilder<string, ProfileDocument>(StringComparer.Ordinal);
        foreach (var (file, text) in files)
        {
            var result = YamlBinder.Parse<ProfileDocument>(text, file, YamlVocabulary.Plain);
            foreach (var error in result.Errors)
                errors.Add(error.At, error.Message, error.Remedy);
            if (result.IsGood)
                documents[result.Value!.Profile] = result.Value;
        }

        var profiles = ImmutableSortedDictionary.CreateBuilder<string, DeviceProfile>(StringComparer.Ordinal);
        foreach (var document in documents.Values)
        {
            var own = new YamlErrors();
            if (Resolve(document, documents.ToImmutable(), own, 0) is { } whole)
            {
                var compiled = new ProfileCompiler(whole, document.States.Length, own).Compile();
                if (!own.Any)
                    profiles[compiled.Name] = compiled;
            }

            foreach (var error in own.InOrder())
                errors.Add(error.At, error.Message, error.Remedy);
        }

        return new ProfileLibrary(profiles.ToImmutable(), errors.InOrder());
    }

    private static ProfileDocument? Resolve(ProfileDocument document, ImmutableSortedDictionary<string, ProfileDocument> all, YamlErrors errors, int depth)
    {
        var droppable = ProfileMerge.Droppable().ToImmutableArray();
        foreach (var entry in document.Drop.Where(entry => !droppable.Contains(entry.Value, StringComparer.Ordinal)))
            errors.Add(entry.At, $"There is nothing called {Shown.Value(entry.Value)} to drop.", Words.MeantOrAllowed(entry.Value, droppable, "It is one of these"));
        if (document.BasedOn is not { } name)
            return document;
        if (!all.TryGetValue(name, out var inherited))
        {
            errors.Add(document.At, $"The profile {Shown.Value(name)} that '{document.Profile}' is based on is not there.", Words.MeantOrAllowed(name, [.. all.Keys], "Known"));
            return null;
        }

        if (depth >= Limits.ProfileDepth)
        {
            errors.Add(document.At, $"The profile '{document.Profile}' is based on itself, or on too long a chain.", "Remove a 'basedOn'.");
            return null;
        }

        return Resolve(inherited, all, errors, depth + 1) is { } whole ? ProfileMerge.Onto(document, whole) : null;
    }
}

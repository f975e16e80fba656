using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Resolving;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration;

/// <summary>A site that was read without a single error, with the digest by which hosts compare what they run.</summary>
/// <param name="Places">Where each named thing is written, by its name; for findings.</param>
public sealed record SiteConfiguration(Site Site, string Digest, ImmutableSortedDictionary<string, YamlPosition> Places)
{
    /// <summary>What follows the site; not in the digest, since nothing of it bears on a decision.</summary>
    public FollowerSettings Followers { get; init; } = FollowerSettings.Usual;

    /// <summary>The name of the file in a configuration directory.</summary>
    public const string FileName = "site.yaml";

    /// <summary>How people and programs reach the running program.</summary>
    public ApiSettings Api { get; init; } = ApiSettings.Usual;

    /// <summary>Reads the configuration in a directory: all of it, or every error.</summary>
    public static SiteLoad Load(string directory)
    {
        var errors = new YamlErrors();
        var path = Path.Combine(directory, FileName);
        if (File.Exists(directory))
            errors.Add(YamlPosition.WholeFile(directory), "This is a file, but the directory of a configuration is expected.", $"Name the directory that holds {FileName}.");
        else if (!Directory.Exists(directory))
            errors.Add(YamlPosition.WholeFile(directory), "There is no such directory.", $"Name the directory that holds {FileName}, or make one with 'powerctl init'.");
        else if (!Path.Exists(path))
            errors.Add(YamlPosition.WholeFile(path), "The directory holds no site.", "Name another directory, or make the file with 'powerctl init'.");
        return errors.Any ? new SiteLoad(null, errors.InOrder()) : Finish(YamlReader.ReadFile(path, path, errors), errors);
    }

    /// <summary>Reads a configuration from its text; <paramref name="name"/> is how errors call it.</summary>
    public static SiteLoad Parse(string text, string name)
    {
        var errors = new YamlErrors();
        return Finish(YamlReader.ReadText(text, name, errors), errors);
    }

    private static SiteLoad Finish(YamlNode? root, YamlErrors errors)
    {
        if (root is null || YamlBinder.Bind<SiteDocument>(root, SiteVocabulary.Instance, errors) is not { } written)
            return new SiteLoad(null, errors.InOrder());

        // With errors so far the site is resolved all the same: what does not fit together is worth knowing at once.
        var resolver = new SiteResolver(written, errors);
        var site = resolver.Resolve();
        var api = ApiResolver.Resolve(written.Api, errors);
        var followers = new FollowerResolver(site, errors).Resolve(written);
        if (errors.Any)
            return new SiteLoad(null, errors.InOrder());
        var places = resolver.Names.Places.Append(KeyValuePair.Create(site.Name, written.At))
            .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new SiteLoad(new SiteConfiguration(site, SiteDigest.Of(site), places) { Api = api, Followers = followers }, []);
    }
}

/// <summary>A configuration, or why there is none.</summary>
public sealed record SiteLoad(SiteConfiguration? Configuration, ImmutableArray<YamlError> Errors);

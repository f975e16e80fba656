using System.Collections.Immutable;
using PowerController.Hosts.Memory;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Configuration.Handover;

/// <summary>A configuration from another host, taken or not.</summary>
/// <param name="Configuration">Null when it was not taken.</param>
/// <param name="Problem">Why not, in an operator's words; then nothing has changed.</param>
public sealed record ConfigurationTaken(SiteConfiguration? Configuration, string? Problem);

/// <summary>Takes a configuration that another host has handed over: it is laid beside the present one, loaded as that would be, and only then put in its place.</summary>
/// <param name="directory">Of the configuration.</param>
/// <param name="state">Where this host keeps which version it has.</param>
public sealed class ConfigurationIntake(string directory, string state)
{
    /// <param name="objection">What this host has against a valid site, such as that it is not in it; null when nothing.</param>
    public ConfigurationTaken Take(long version, string from, ImmutableArray<byte> content, Func<Site, string?> objection)
    {
        if (ConfigurationArchive.Unpack(content) is not { } files)
            return Refused(version, from, "it is not a whole configuration; it may come from another version of this program");
        var beside = Path.GetFullPath(directory).TrimEnd(Path.DirectorySeparatorChar) + ".handed-over";
        try
        {
            LayOut(beside, files);
            var load = SiteConfiguration.Load(beside);
            if (load.Configuration is not { } configuration)
                return Refused(version, from, $"{load.Errors[0].At}: {load.Errors[0].Message}");
            if (objection(configuration.Site) is { } against)
                return Refused(version, from, against);
            PutInPlace(files);
            ConfigurationVersion.Keep(state, version, configuration.Digest);
            return new ConfigurationTaken(configuration, null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Refused(version, from, $"it cannot be written: {refused.Message}");
        }
        finally
        {
            Clear(beside);
        }
    }

    private static void Clear(string beside)
    {
        try
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It is cleared before the next one is laid out, or that one is refused.
        }
    }

    // The site's file comes last, and the version after it: cut short anywhere, the digests differ, and the configuration is handed over again.
    private void PutInPlace(ImmutableSortedDictionary<string, ImmutableArray<byte>> files)
    {
        foreach (var left in ConfigurationArchive.FilesOf(directory).Where(name => !files.ContainsKey(name)))
            File.Delete(Path.Combine(directory, left));
        foreach (var (name, content) in files.OrderBy(file => file.Key == SiteConfiguration.FileName))
        {
            var path = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content.AsSpan()))
                StateFile.Write(path, content.AsSpan());
        }
    }

    private static void LayOut(string beside, ImmutableSortedDictionary<string, ImmutableArray<byte>> files)
    {
        Clear(beside);
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(beside, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, [.. content]);
        }
    }

    private static ConfigurationTaken Refused(long version, string from, string why) =>
        new(null, $"The configuration that {from} hands over (version {version}) is not taken: {why}.");
}

using PowerController.Model.Sites;

namespace PowerController.Hosts.Keys;

/// <summary>Where a site's keys lie on a host: the group key where the configuration says, the others in the key directory.</summary>
/// <param name="Group">Null when the configuration names none.</param>
/// <param name="Directory">Of the pinned keys and the own ones.</param>
public sealed record KeyPlaces(SecretSource? Group, string Directory)
{
    /// <summary>Below a configuration directory, where the configuration does not say otherwise.</summary>
    public const string UsualDirectory = "secrets";

    /// <param name="configuration">The directory of the configuration.</param>
    /// <param name="keys">The key directory; null for the usual one: where the group key is, or `secrets`.</param>
    public static KeyPlaces Of(Site site, string configuration, string? keys = null)
    {
        var group = site.Network.GroupKey is SecretFile file ? new SecretFile(Path.GetFullPath(file.Path, Path.GetFullPath(configuration))) : site.Network.GroupKey;
        var usual = group is SecretFile at ? Path.GetDirectoryName(at.Path)! : Path.Combine(Path.GetFullPath(configuration), UsualDirectory);
        return new KeyPlaces(group, keys is null ? usual : Path.GetFullPath(keys));
    }

    public string Pinned => Path.Combine(Directory, "pinned-keys");

    public string Own(string host) => Path.Combine(Directory, $"own-key-{host}");

    /// <summary>The files a host reads; when one of them has changed, keys have changed.</summary>
    public IEnumerable<string> FilesOf(string host) => [.. Group is SecretFile file ? [file.Path] : Array.Empty<string>(), Pinned, Own(host)];
}

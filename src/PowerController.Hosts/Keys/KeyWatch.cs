using System.Security.Cryptography;
using PowerController.Coordination.Keys;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Sealing;

namespace PowerController.Hosts.Keys;

/// <summary>Where a host has its keys from.</summary>
public interface IKeySource
{
    KeyLoad Read(Roster roster);

    /// <summary>Whether something has changed since the last time it was asked.</summary>
    bool HasChanged();
}

/// <summary>Key files. For changes it only looks at names, sizes and times.</summary>
public sealed class KeyWatch(KeyPlaces places, string host) : IKeySource
{
    private string _seen = StampOf(places, host);

    public KeyLoad Read(Roster roster) => KeyFiles.Read(places, roster, host);

    public bool HasChanged()
    {
        var stamp = StampOf(places, host);
        if (string.Equals(stamp, _seen, StringComparison.Ordinal))
            return false;
        _seen = stamp;
        return true;
    }

    private static string StampOf(KeyPlaces places, string host) => string.Join('|', places.FilesOf(host).Select(StampOf));

    private static string StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.Length}:{file.LastWriteTimeUtc.Ticks}:{(OperatingSystem.IsWindows() ? 0 : (int)file.UnixFileMode)}" : "none";
    }
}

/// <summary>For a host that is alone in its site: keys that nobody else needs, made at its start.</summary>
public sealed class PassingKeys : IKeySource
{
    private readonly HostKeys _keys;

    public PassingKeys(string host, DateTimeOffset made)
    {
        var own = TerminalKeys.New(host, RandomNumberGenerator.GetBytes(TerminalKeys.RandomBytes), made);
        _keys = new HostKeys(GroupKeys.New(RandomNumberGenerator.GetBytes(SiteKeys.GroupKeyBytes), made), PinnedKeys.None.With(own), own);
    }

    public KeyLoad Read(Roster roster) => new(_keys, null);

    public bool HasChanged() => false;
}

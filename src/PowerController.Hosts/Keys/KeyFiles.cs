using System.Collections.Immutable;
using System.Text;
using PowerController.Coordination.Keys;
using PowerController.Coordination.Membership;
using PowerController.Hosts.Memory;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Keys;

/// <summary>Keys, or why they cannot be used, and what to do.</summary>
public sealed record KeyLoad(HostKeys? Keys, string? Problem);

/// <summary>Reads a host's key files and sees that they fit the host.</summary>
public static class KeyFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static KeyLoad Read(KeyPlaces places, Roster roster, string host)
    {
        if (ReadGroup(places, out var problem) is not { } group)
            return new KeyLoad(null, problem);
        if (ReadPinned(places.Pinned, out problem) is not { } pinned)
            return new KeyLoad(null, problem);
        var entry = roster.Entries[roster.Find(host)];
        var path = places.Own(host);
        TerminalKeys? own = null;
        if (entry.IsTerminal || File.Exists(path))
        {
            own = ReadOwn(path, host, out problem);
            if (own is null)
                return new KeyLoad(null, problem);
            if (!pinned.Keys.Any(key => string.Equals(key.Host, host, StringComparison.Ordinal) && key.Public.AsSpan().SequenceEqual(own.Present.Public.AsSpan())))
            {
                return new KeyLoad(null, $"The file of pinned keys {places.Pinned} does not have the key that {host} signs with ({own.Present.Fingerprint}), so nobody would believe it. "
                    + $"Take {host}'s key up with 'powerctl keys pin {path}' where the pinned keys are kept, and copy the file to every host.");
            }
        }

        var keys = new HostKeys(group, pinned, own);
        return keys.Unpinned(roster).Length < roster.Terminals.Length
            ? new KeyLoad(keys, null)
            : new KeyLoad(null, $"The file of pinned keys {places.Pinned} has no key of any control terminal of {roster.Site}, so nothing they say could be believed. Copy the file from where 'powerctl keys new' was run.");
    }

    /// <summary>The group key, from its file or its variable.</summary>
    public static GroupKeys? ReadGroup(KeyPlaces places, out string? problem)
    {
        switch (places.Group)
        {
            case SecretFile file:
                return Parsed(file.Path, secret: true, GroupKeys.Read, out problem);
            case SecretVariable variable:
                var value = Environment.GetEnvironmentVariable(variable.Name);
                if (string.IsNullOrEmpty(value))
                {
                    problem = $"The environment variable {variable.Name} is empty; the configuration says that the group key is in it. Set it to the content of a group key file.";
                    return null;
                }

                var read = GroupKeys.Read(value);
                problem = read.Problem is null ? null : $"The environment variable {variable.Name} does not hold a group key file: {read.Problem}.";
                return read.Keys;
            default:
                problem = "The configuration names no group key: write 'groupKey: { file: secrets/group-key }' below 'network' in site.yaml, then run 'powerctl keys new'.";
                return null;
        }
    }

    public static TerminalKeys? ReadOwn(string path, string host, out string? problem)
    {
        if (ReadOwn(path, out problem) is not { } own)
            return null;
        if (string.Equals(own.Host, host, StringComparison.Ordinal))
            return own;
        problem = $"The own key file {path} belongs to {own.Host}, but this host is {host}. Each control terminal has its own; copy own-key-{host} here.";
        return null;
    }

    /// <summary>Whosever it is.</summary>
    public static TerminalKeys? ReadOwn(string path, out string? problem) => Parsed(path, secret: true, TerminalKeys.Read, out problem);

    public static PinnedKeys? ReadPinned(string path, out string? problem) => Parsed(path, secret: false, PinnedKeys.Read, out problem);

    private static T? Parsed<T>(string path, bool secret, Func<string, KeyRead<T>> read, out string? problem)
        where T : class
    {
        try
        {
            if (StateFile.Read(path, Limits.SmallFileBytes) is not { } content)
            {
                problem = $"There is no key file {path}. Make the site's keys with 'powerctl keys new', or copy the file from where that was done.";
                return null;
            }

            if (secret && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            {
                problem = $"Others than its owner may use the key file {path}. Close it with 'chmod 600 {path}'; who could read it so far may have the key.";
                return null;
            }

            var keys = read(Encoding.UTF8.GetString(content));
            problem = keys.Problem is null ? null : $"The key file {path} cannot be used, {keys.Problem}.";
            return keys.Keys;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problem = $"The key file {path} cannot be read: {refused.Message} It has to belong to the user that this program runs as.";
            return null;
        }
    }
}

using System.Globalization;
using System.Text;
using PowerController.Hosts.Memory;

namespace PowerController.Runtime.Configuration.Handover;

/// <summary>
/// Which of two configurations is newer. A version is the moment, in milliseconds, at which a host first saw a configuration that a person had changed; a host that was
/// given it takes the version over with it. It is kept beside the digest it belongs to, in the state directory.
/// </summary>
public static class ConfigurationVersion
{
    private const string FileName = "configuration.version";

    /// <summary>The version of what this host has loaded: the one kept, or a new and greater one when a person has changed the configuration since.</summary>
    /// <param name="isFirstOld">A host that has never had one is not the newest of all: whoever has changed something knows better.</param>
    public static long Of(string state, string digest, TimeProvider time, bool isFirstOld = true)
    {
        var (version, known) = Read(state);
        if (string.Equals(known, digest, StringComparison.Ordinal))
            return version;
        var fresh = known.Length == 0 && isFirstOld ? 1 : Math.Max(version + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
        Keep(state, fresh, digest);
        return fresh;
    }

    /// <summary>From now on this digest has this version on this host.</summary>
    public static void Keep(string state, long version, string digest)
    {
        try
        {
            Directory.CreateDirectory(state);
            StateFile.Write(Path.Combine(state, FileName), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{version} {digest}\n")));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Without it the configuration counts as changed again after a restart, and is handed over once more: a nuisance, no harm.
        }
    }

    private static (long Version, string Digest) Read(string state)
    {
        try
        {
            var content = StateFile.Read(Path.Combine(state, FileName), 4096);
            return content is not null && Encoding.UTF8.GetString(content).Split(' ', '\n') is [var version, var digest, ""]
                && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, digest) : (0, "");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (0, "");
        }
    }
}

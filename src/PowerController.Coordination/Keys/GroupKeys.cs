using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Sealing;

namespace PowerController.Coordination.Keys;

/// <summary>A secret that every host of a site has.</summary>
public sealed record GroupKey(KeyRole Role, DateTimeOffset Made, ImmutableArray<byte> Secret)
{
    /// <summary>Names it without telling anything of it; for comparing by eye.</summary>
    public string Fingerprint => Fingerprints.Of("group key", Secret.AsSpan());
}

/// <summary>The content of a group key file: the present key, and another one beside it while keys change.</summary>
public sealed record GroupKeys(ImmutableArray<GroupKey> Keys)
{
    private const string Head = "powercontroller group keys 1";

    /// <summary>The one that is sent with.</summary>
    public GroupKey Present => Keys.First(key => key.Role == KeyRole.Present);

    /// <summary>All that are accepted, the present one first.</summary>
    public ImmutableArray<GroupKey> Accepted => [Present, .. Keys.Where(key => key.Role != KeyRole.Present)];

    /// <param name="random">32 bytes that nobody can guess.</param>
    public static GroupKeys New(ReadOnlySpan<byte> random, DateTimeOffset made)
    {
        Require.That(random.Length == SiteKeys.GroupKeyBytes, "A group key has 32 bytes.");
        return new GroupKeys([new GroupKey(KeyRole.Present, made, [.. random])]);
    }

    /// <summary>The next step of a change of keys; three of them make one change, and after each the site works.</summary>
    public KeyStep<GroupKeys> Rotate(ReadOnlySpan<byte> random, DateTimeOffset made)
    {
        Require.That(random.Length == SiteKeys.GroupKeyBytes, "A group key has 32 bytes.");
        if (Keys.FirstOrDefault(key => key.Role == KeyRole.Next) is { } next)
        {
            return new KeyStep<GroupKeys>(
                new GroupKeys([next with { Role = KeyRole.Present }, Present with { Role = KeyRole.Old }]),
                $"Key {next.Fingerprint} is used from now on; the old one is still accepted. Copy the file to every host, then rotate once more to drop the old key.");
        }

        if (Keys.Any(key => key.Role == KeyRole.Old))
            return new KeyStep<GroupKeys>(new GroupKeys([Present]), "The old key is no longer accepted. Copy the file to every host; the change is complete.");
        var added = new GroupKey(KeyRole.Next, made, [.. random]);
        return new KeyStep<GroupKeys>(
            new GroupKeys([Present, added]),
            $"Key {added.Fingerprint} is accepted from now on and not used yet. Copy the file to every host, then rotate again to use it.");
    }

    public string Format()
    {
        var text = new StringBuilder(Head).Append('\n')
            .Append("# Every host of the site needs this file, and nobody else: who has it can listen to the hosts and speak as one of them.\n")
            .Append("# Orders need a control terminal's own key as well.\n");
        foreach (var key in Keys)
            text.Append("key ").Append(KeyLines.WordOf(key.Role)).Append(' ').Append(KeyLines.DateOf(key.Made)).Append(' ').Append(Convert.ToBase64String(key.Secret.AsSpan())).Append('\n');
        return text.ToString();
    }

    public static KeyRead<GroupKeys> Read(string text)
    {
        if (KeyLines.Of(text, Head) is not { } lines)
            return KeyRead<GroupKeys>.Wrong(1, $"a group key file begins with the line '{Head}'");
        var keys = ImmutableArray.CreateBuilder<GroupKey>();
        foreach (var (number, words) in lines)
        {
            if (words is not ["key", var role, var made, var secret])
                return KeyRead<GroupKeys>.Wrong(number, "expected 'key', a role, a date and the key");
            if (KeyLines.RoleOf(role) is not { } isRole || keys.Any(key => key.Role == isRole))
                return KeyRead<GroupKeys>.Wrong(number, $"the role '{role}' has to be {KeyLines.RoleWords}, each once");
            if (KeyLines.DateOf(made) is not { } date)
                return KeyRead<GroupKeys>.Wrong(number, $"the date '{made}' has to be written like 2026-03-31");
            if (KeyLines.BytesOf(secret) is not { Length: SiteKeys.GroupKeyBytes } bytes)
                return KeyRead<GroupKeys>.Wrong(number, "the key has to be 32 bytes in base64");
            keys.Add(new GroupKey(isRole, date, [.. bytes]));
        }

        return keys.Any(key => key.Role == KeyRole.Present)
            ? new KeyRead<GroupKeys>(new GroupKeys(keys.ToImmutable()), null)
            : KeyRead<GroupKeys>.Wrong(1, "the file has no present key");
    }
}

/// <summary>Short names of keys.</summary>
internal static class Fingerprints
{
    public static string Of(string purpose, ReadOnlySpan<byte> key)
    {
        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes(purpose), 0, .. key]);
        return string.Join('-', Convert.ToHexStringLower(hash, 0, 8).Chunk(4).Select(letters => new string(letters)));
    }
}

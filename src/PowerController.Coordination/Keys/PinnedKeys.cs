using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Sealing;

namespace PowerController.Coordination.Keys;

/// <summary>A public key that is believed for a host.</summary>
/// <param name="Public">SubjectPublicKeyInfo.</param>
public sealed record PinnedKey(string Host, DateTimeOffset Made, ImmutableArray<byte> Public)
{
    public string Fingerprint => Fingerprints.Of("host key", Public.AsSpan());

    internal static bool IsKey(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            return read == bytes.Length && string.Equals(key.ExportParameters(false).Curve.Oid.Value, ECCurve.NamedCurves.nistP256.Oid.Value, StringComparison.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>The content of the file of pinned keys: the same on every host. Whose key is not in it gives no orders.</summary>
public sealed record PinnedKeys(ImmutableArray<PinnedKey> Keys)
{
    private const string Head = "powercontroller pinned keys 1";

    public static PinnedKeys None { get; } = new([]);

    /// <summary>These are the host's keys from now on, and no others.</summary>
    public PinnedKeys With(TerminalKeys own) =>
        new([.. Keys.Where(key => !string.Equals(key.Host, own.Host, StringComparison.Ordinal)).Concat(own.ToPin).OrderBy(key => key.Host, StringComparer.Ordinal)]);

    public PinnedKeys Without(string host) => new([.. Keys.Where(key => !string.Equals(key.Host, host, StringComparison.Ordinal))]);

    /// <summary>The keys by the rows of a roster.</summary>
    public ImmutableArray<ImmutableArray<VerifyingKey>> For(Roster roster) =>
        [.. roster.Entries.Select(entry => Keys.Where(key => string.Equals(key.Host, entry.Name, StringComparison.Ordinal)).Select(Verifying).ToImmutableArray())];

    public string Format()
    {
        var text = new StringBuilder(Head).Append('\n')
            .Append("# Public keys; nothing in here is secret. A host obeys the control terminals whose keys are in its copy of this file.\n");
        foreach (var key in Keys)
        {
            text.Append("host ").Append(key.Host).Append(' ').Append(KeyLines.DateOf(key.Made)).Append(' ')
                .Append(Convert.ToBase64String(key.Public.AsSpan())).Append('\n');
        }

        return text.ToString();
    }

    public static KeyRead<PinnedKeys> Read(string text)
    {
        if (KeyLines.Of(text, Head) is not { } lines)
            return KeyRead<PinnedKeys>.Wrong(1, $"a file of pinned keys begins with the line '{Head}'");
        var keys = ImmutableArray.CreateBuilder<PinnedKey>();
        foreach (var (number, words) in lines)
        {
            if (words is not ["host", var host, var made, var coded])
                return KeyRead<PinnedKeys>.Wrong(number, "expected 'host', a name, a date and the key");
            if (KeyLines.DateOf(made) is not { } date)
                return KeyRead<PinnedKeys>.Wrong(number, $"the date '{made}' has to be written like 2026-03-31");
            if (KeyLines.BytesOf(coded) is not { } bytes || !PinnedKey.IsKey(bytes))
                return KeyRead<PinnedKeys>.Wrong(number, "the key has to be a public one for P-256, in base64");
            if (keys.Count(key => string.Equals(key.Host, host, StringComparison.Ordinal)) >= Limits.KeysAtOnce)
                return KeyRead<PinnedKeys>.Wrong(number, $"{host} has more than {Limits.KeysAtOnce} keys");
            keys.Add(new PinnedKey(host, date, [.. bytes]));
        }

        return new KeyRead<PinnedKeys>(new PinnedKeys(keys.ToImmutable()), null);
    }

    private static VerifyingKey Verifying(PinnedKey pinned)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(pinned.Public.AsSpan(), out _);
        return new EcdsaVerifyingKey(key);
    }
}

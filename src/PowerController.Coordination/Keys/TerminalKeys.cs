using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Sealing;

namespace PowerController.Coordination.Keys;

/// <summary>A host's own key pair. Of an old one only the public half is kept.</summary>
/// <param name="Private">PKCS #8; empty of an old one.</param>
/// <param name="Public">SubjectPublicKeyInfo.</param>
public sealed record OwnKey(KeyRole Role, DateTimeOffset Made, ImmutableArray<byte> Private, ImmutableArray<byte> Public)
{
    /// <summary>The same that a pinned file shows.</summary>
    public string Fingerprint => Fingerprints.Of("host key", Public.AsSpan());
}

/// <summary>The content of a host's own key file. It never leaves the host.</summary>
public sealed record TerminalKeys(string Host, ImmutableArray<OwnKey> Keys)
{
    /// <summary>More than the curve's order has, so that the remainder is not biased.</summary>
    public const int RandomBytes = 48;

    private const string Head = "powercontroller own keys 1";

    private static readonly BigInteger Order = BigInteger.Parse("115792089210356248762697446949407573529996955224135760342422259061068512044369", System.Globalization.CultureInfo.InvariantCulture);

    public OwnKey Present => Keys.First(key => key.Role == KeyRole.Present);

    /// <summary>The public halves that the other hosts must have pinned now.</summary>
    public ImmutableArray<PinnedKey> ToPin => [.. Keys.Select(key => new PinnedKey(Host, key.Made, key.Public))];

    /// <param name="random">48 bytes that nobody can guess.</param>
    public static TerminalKeys New(string host, ReadOnlySpan<byte> random, DateTimeOffset made) => new(host, [Make(KeyRole.Present, random, made)]);

    /// <summary>The next step of a change of keys. Before each the pinned keys of the step before must be on every host.</summary>
    public KeyStep<TerminalKeys> Rotate(ReadOnlySpan<byte> random, DateTimeOffset made)
    {
        if (Keys.FirstOrDefault(key => key.Role == KeyRole.Next) is { } next)
        {
            return new KeyStep<TerminalKeys>(
                this with { Keys = [next with { Role = KeyRole.Present }, Present with { Role = KeyRole.Old, Private = [] }] },
                $"{Host} signs with key {next.Fingerprint} from now on; the other hosts still accept the old one. When all is well, rotate once more to drop it.");
        }

        if (Keys.Any(key => key.Role == KeyRole.Old))
            return new KeyStep<TerminalKeys>(this with { Keys = [Present] }, $"Copy the file of pinned keys to every host: they then accept only key {Present.Fingerprint} of {Host}. The change is complete.");
        var added = Make(KeyRole.Next, random, made);
        return new KeyStep<TerminalKeys>(
            this with { Keys = [Present, added] },
            $"Copy the file of pinned keys, which has key {added.Fingerprint} of {Host} now, to every host; then rotate again to sign with it.");
    }

    /// <summary>The key to sign with.</summary>
    public SigningKey Signing()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Present.Private.AsSpan(), out _);
        return new EcdsaSigningKey(key);
    }

    public string Format()
    {
        var text = new StringBuilder(Head).Append('\n')
            .Append("# The own keys of one host. They stay on it; the other hosts get the file of pinned keys.\n")
            .Append("host ").Append(Host).Append('\n');
        foreach (var key in Keys)
        {
            text.Append("key ").Append(KeyLines.WordOf(key.Role)).Append(' ').Append(KeyLines.DateOf(key.Made)).Append(' ')
                .Append(Convert.ToBase64String((key.Private.IsEmpty ? key.Public : key.Private).AsSpan())).Append('\n');
        }

        return text.ToString();
    }

    public static KeyRead<TerminalKeys> Read(string text)
    {
        if (KeyLines.Of(text, Head) is not { } lines)
            return KeyRead<TerminalKeys>.Wrong(1, $"an own key file begins with the line '{Head}'");
        var host = "";
        var keys = ImmutableArray.CreateBuilder<OwnKey>();
        foreach (var (number, words) in lines)
        {
            if (words is ["host", var name] && host.Length == 0)
            {
                host = name;
                continue;
            }

            if (words is not ["key", var role, var made, var coded])
                return KeyRead<TerminalKeys>.Wrong(number, "expected 'host' and a name, or 'key', a role, a date and the key");
            if (KeyLines.RoleOf(role) is not { } isRole || keys.Any(key => key.Role == isRole))
                return KeyRead<TerminalKeys>.Wrong(number, $"the role '{role}' has to be {KeyLines.RoleWords}, each once");
            if (KeyLines.DateOf(made) is not { } date)
                return KeyRead<TerminalKeys>.Wrong(number, $"the date '{made}' has to be written like 2026-03-31");
            if (KeyLines.BytesOf(coded) is not { } bytes || KeyOf(isRole, date, bytes) is not { } key1)
                return KeyRead<TerminalKeys>.Wrong(number, "the key has to be one for P-256, in base64");
            keys.Add(key1);
        }

        return host.Length > 0 && keys.Any(key => key.Role == KeyRole.Present)
            ? new KeyRead<TerminalKeys>(new TerminalKeys(host, keys.ToImmutable()), null)
            : KeyRead<TerminalKeys>.Wrong(1, "the file lacks the host's name or the present key");
    }

    private static OwnKey Make(KeyRole role, ReadOnlySpan<byte> random, DateTimeOffset made)
    {
        Require.That(random.Length == RandomBytes, "An own key is made of 48 bytes.");
        var secret = (new BigInteger(random, isUnsigned: true, isBigEndian: true) % (Order - 1) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[32];
        secret.CopyTo(padded.AsSpan(32 - secret.Length));
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = padded });
        return new OwnKey(role, made, [.. key.ExportPkcs8PrivateKey()], [.. key.ExportSubjectPublicKeyInfo()]);
    }

    private static OwnKey? KeyOf(KeyRole role, DateTimeOffset made, byte[] bytes)
    {
        if (role == KeyRole.Old)
            return PinnedKey.IsKey(bytes) ? new OwnKey(role, made, [], [.. bytes]) : null;
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(bytes, out var read);
            var isP256 = string.Equals(key.ExportParameters(false).Curve.Oid.Value, ECCurve.NamedCurves.nistP256.Oid.Value, StringComparison.Ordinal);
            return read == bytes.Length && isP256 ? new OwnKey(role, made, [.. bytes], [.. key.ExportSubjectPublicKeyInfo()]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Sealing;

namespace PowerController.Simulator.Talking;

/// <summary>Stands in for a terminal's key pair where a night makes ten thousands of signatures: as hard to get wrong by chance, not by intent.</summary>
internal sealed class QuickSigningKey(string host) : SigningKey
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(host);

    public override void Sign(ReadOnlySpan<byte> text, Span<byte> signature) => HMACSHA512.HashData(_key, text, signature);

    public override void Dispose() { }
}

/// <summary>The other half, as the hosts of a site have pinned it.</summary>
internal sealed class QuickVerifyingKey(string host) : VerifyingKey
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(host);

    public override bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        Span<byte> wanted = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(_key, text, wanted);
        return wanted.SequenceEqual(signature);
    }

    public override void Dispose() { }
}

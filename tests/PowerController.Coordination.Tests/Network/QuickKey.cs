using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Sealing;

namespace PowerController.Coordination.Tests.Network;

/// <summary>Stands in for ECDSA where thousands of signatures are made: as hard to get wrong by chance, not by intent.</summary>
internal sealed class QuickSigningKey(string host) : SigningKey
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(host);

    public override void Sign(ReadOnlySpan<byte> text, Span<byte> signature) => HMACSHA512.HashData(_key, text, signature);

    public override void Dispose() { }
}

internal sealed class QuickVerifyingKey(string host) : VerifyingKey
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(host);

    public override bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => HMACSHA512.HashData(_key, text).AsSpan().SequenceEqual(signature);

    public override void Dispose() { }
}

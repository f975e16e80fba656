using System.Security.Cryptography;

namespace PowerController.Coordination.Sealing;

/// <summary>A host's own key. What a terminal says is signed by it.</summary>
public abstract class SigningKey : IDisposable
{
    /// <summary>Writes 64 bytes.</summary>
    public abstract void Sign(ReadOnlySpan<byte> text, Span<byte> signature);

    public abstract void Dispose();
}

/// <summary>The public half, as others have pinned it.</summary>
public abstract class VerifyingKey : IDisposable
{
    public abstract bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);

    public abstract void Dispose();
}

/// <summary>ECDSA on P-256 over SHA-256.</summary>
public sealed class EcdsaSigningKey(ECDsa key) : SigningKey
{
    public override void Sign(ReadOnlySpan<byte> text, Span<byte> signature)
    {
        var written = key.SignData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        Require.That(written == Datagram.SignatureBytes, "A signature on P-256 has 64 bytes.");
    }

    public override void Dispose() => key.Dispose();
}

/// <summary>The public half of an <see cref="EcdsaSigningKey"/>.</summary>
public sealed class EcdsaVerifyingKey(ECDsa key) : VerifyingKey
{
    public override bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public override void Dispose() => key.Dispose();
}

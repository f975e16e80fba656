using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PowerController.Coordination.Sealing;

/// <summary>What is derived from one group key for one site: the id that datagrams carry, the gate key, and one key for each sender.</summary>
/// <remarks>The site's name is part of the derivation: a copied key does not make two sites one. Each sender has a key of its own, so two senders never share a nonce.</remarks>
public sealed class SiteKeys : IDisposable
{
    public const int GroupKeyBytes = 32;

    private const int GateKeyBytes = 32;

    private readonly ReadOnlyMemory<byte> _gate;
    private readonly System.Collections.Immutable.ImmutableArray<AesGcm> _senders;

    public SiteKeys(ReadOnlySpan<byte> groupKey, Membership.Roster roster)
    {
        Require.That(groupKey.Length == GroupKeyBytes, "A group key has 32 bytes.");
        var root = Expand(groupKey, $"powercontroller 1 site {roster.Site}", 32);
        KeyId = BinaryPrimitives.ReadUInt32BigEndian(Expand(root, "id", 4));
        _gate = Expand(root, "gate", GateKeyBytes);
        _senders = [.. roster.Entries.Select(entry => new AesGcm(Expand(root, $"sender {entry.Name}", 32), Datagram.TagBytes))];
        CryptographicOperations.ZeroMemory(root);
    }

    /// <summary>Names the key in the open; says nothing about it.</summary>
    public uint KeyId { get; }

    public void Dispose()
    {
        foreach (var sender in _senders)
            sender.Dispose();
    }

    internal AesGcm Of(int sender) => _senders[sender];

    /// <summary>A short code over the whole datagram: what is not ours is found out without the cost of an exception.</summary>
    internal void Gate(ReadOnlySpan<byte> datagram, Span<byte> gate)
    {
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_gate.Span, datagram, full);
        full[..Datagram.GateBytes].CopyTo(gate);
    }

    private static byte[] Expand(ReadOnlySpan<byte> key, string purpose, int length)
    {
        var expanded = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, expanded, [], Encoding.UTF8.GetBytes(purpose));
        return expanded;
    }
}

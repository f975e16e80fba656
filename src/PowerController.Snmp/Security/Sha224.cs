using System.Buffers.Binary;
using System.Numerics;

namespace PowerController.Snmp.Security;

/// <summary>SHA-224 (FIPS 180-4), which the framework does not have.</summary>
internal sealed class Sha224
{
    public const int DigestBytes = 28;
    private const int BlockBytes = 64;

    private static readonly uint[] RoundConstants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private readonly uint[] _state = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];
    private readonly byte[] _block = new byte[BlockBytes];
    private int _filled;
    private ulong _length;

    /// <summary>The digest of some octets.</summary>
    public static void HashData(ReadOnlySpan<byte> octets, Span<byte> digest)
    {
        Sha224 hash = new();
        hash.Append(octets);
        hash.Finish(digest);
    }

    public void Append(ReadOnlySpan<byte> octets)
    {
        _length += (ulong)octets.Length;
        while (!octets.IsEmpty)
        {
            if (_filled == 0 && octets.Length >= BlockBytes)
            {
                Compress(octets[..BlockBytes]);
                octets = octets[BlockBytes..];
                continue;
            }

            int take = Math.Min(BlockBytes - _filled, octets.Length);
            octets[..take].CopyTo(_block.AsSpan(_filled));
            octets = octets[take..];
            _filled += take;
            if (_filled < BlockBytes) break;
            Compress(_block);
            _filled = 0;
        }
    }

    public void Finish(Span<byte> digest)
    {
        ulong bits = _length * 8;
        Append([0x80]);
        while (_filled != BlockBytes - 8) Append([0]);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(length, bits);
        Append(length);
        for (int i = 0; i < DigestBytes / 4; i++) BinaryPrimitives.WriteUInt32BigEndian(digest[(i * 4)..], _state[i]);
    }

    private void Compress(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (int i = 0; i < 16; i++) w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]);
        for (int i = 16; i < 64; i++)
        {
            uint s0 = BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint s1 = BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }

        Span<uint> v = stackalloc uint[8];
        _state.CopyTo(v);
        for (int i = 0; i < 64; i++)
        {
            uint s1 = BitOperations.RotateRight(v[4], 6) ^ BitOperations.RotateRight(v[4], 11) ^ BitOperations.RotateRight(v[4], 25);
            uint first = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + RoundConstants[i] + w[i];
            uint s0 = BitOperations.RotateRight(v[0], 2) ^ BitOperations.RotateRight(v[0], 13) ^ BitOperations.RotateRight(v[0], 22);
            uint second = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            v[..7].CopyTo(v[1..]);
            v[4] += first;
            v[0] = first + second;
        }

        for (int i = 0; i < 8; i++) _state[i] += v[i];
    }
}

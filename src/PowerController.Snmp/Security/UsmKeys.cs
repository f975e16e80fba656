using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace PowerController.Snmp.Security;

/// <summary>The keys of one user at one engine: signs, checks, encrypts and decrypts. Safe for several threads.</summary>
public sealed class UsmKeys
{
    [ThreadStatic]
    private static byte[]? _scratch;

    private readonly IncrementalHash? _hmac;
    private readonly byte[] _innerPad = [];
    private readonly byte[] _outerPad = [];
    private readonly AesCfb? _aes;
    private readonly byte[]? _desKey;

    internal UsmKeys(AuthProtocol auth, ReadOnlySpan<byte> authKey, PrivProtocol priv, ReadOnlySpan<byte> privKey)
    {
        Auth = auth;
        Priv = priv;
        if (auth is not (AuthProtocol.None or AuthProtocol.Sha224))
        {
            // One reusable HMAC for each engine: its one-shot form costs twice as much for messages of our size.
            _hmac = IncrementalHash.CreateHMAC(AuthAlgorithm.Name(auth), authKey);
        }
        else if (auth == AuthProtocol.Sha224)
        {
            _innerPad = Pad(auth, authKey, 0x36);
            _outerPad = Pad(auth, authKey, 0x5c);
        }

        if (priv == PrivProtocol.Des) _desKey = privKey.ToArray();
        else if (priv != PrivProtocol.None) _aes = new AesCfb(privKey);
    }

    /// <summary>How messages are authenticated.</summary>
    public AuthProtocol Auth { get; }

    /// <summary>How messages are encrypted.</summary>
    public PrivProtocol Priv { get; }

    /// <summary>How many octets the digest in a message has.</summary>
    public int MacBytes => AuthAlgorithm.MacBytes(Auth);

    /// <summary>Puts the digest of a message into its place there, which must hold zeros.</summary>
    public void Sign(Span<byte> message, int macOffset)
    {
        Span<byte> digest = stackalloc byte[AuthAlgorithm.DigestBytesMax];
        Mac(message, -1, digest);
        digest[..MacBytes].CopyTo(message[macOffset..]);
    }

    /// <summary>True when the digest at this place of a message is right. The message is not changed.</summary>
    public bool Verify(ReadOnlySpan<byte> message, int macOffset)
    {
        if (macOffset < 0 || macOffset > message.Length - MacBytes || MacBytes == 0) return false;
        Span<byte> digest = stackalloc byte[AuthAlgorithm.DigestBytesMax];
        Mac(message, macOffset, digest);
        return CryptographicOperations.FixedTimeEquals(digest[..MacBytes], message.Slice(macOffset, MacBytes));
    }

    /// <summary>Encrypts a scoped PDU in place (for DES: of a multiple of eight octets) and writes the eight octets the receiver needs for it.</summary>
    public void Encrypt(Span<byte> data, int boots, int time, ulong salt, Span<byte> privParameters)
    {
        BinaryPrimitives.WriteUInt64BigEndian(privParameters, salt);
        if (_aes is not null)
        {
            Span<byte> vector = stackalloc byte[16];
            AesVector(vector, boots, time, privParameters);
            _aes.Encrypt(data, vector);
            return;
        }

        // RFC 3414 8.1.1.1: the boots counter, then a number of our own.
        BinaryPrimitives.WriteInt32BigEndian(privParameters, boots);
        BinaryPrimitives.WriteUInt32BigEndian(privParameters[4..], (uint)salt);
        using DES des = NewDes();
        des.EncryptCbc(data, DesVector(stackalloc byte[8], privParameters), data, PaddingMode.None);
    }

    /// <summary>Decrypts a scoped PDU in place; false when its sizes cannot be right. Whether the key was right shows when it is read.</summary>
    public bool TryDecrypt(Span<byte> data, int boots, int time, ReadOnlySpan<byte> privParameters)
    {
        if (privParameters.Length != 8 || data.IsEmpty) return false;
        if (_aes is not null)
        {
            Span<byte> vector = stackalloc byte[16];
            AesVector(vector, boots, time, privParameters);
            _aes.Decrypt(data, vector);
            return true;
        }

        if (_desKey is null || data.Length % 8 != 0) return false;
        using DES des = NewDes();
        des.DecryptCbc(data, DesVector(stackalloc byte[8], privParameters), data, PaddingMode.None);
        return true;
    }

    private static void AesVector(Span<byte> vector, int boots, int time, ReadOnlySpan<byte> salt)
    {
        BinaryPrimitives.WriteInt32BigEndian(vector, boots);
        BinaryPrimitives.WriteInt32BigEndian(vector[4..], time);
        salt.CopyTo(vector[8..]);
    }

    private ReadOnlySpan<byte> DesVector(Span<byte> vector, ReadOnlySpan<byte> salt)
    {
        for (int i = 0; i < 8; i++) vector[i] = (byte)(_desKey![8 + i] ^ salt[i]);
        return vector;
    }

    private DES NewDes()
    {
#pragma warning disable CA5351 // The card decides which protocol it speaks; the old ones know DES only.
        DES des = DES.Create();
#pragma warning restore CA5351
        des.Key = _desKey![..8];
        return des;
    }

    /// <summary>The digest of a message, taken as if the octets at its own place (−1: none) were zero.</summary>
    private void Mac(ReadOnlySpan<byte> message, int macOffset, Span<byte> digest)
    {
        // A copy in a buffer of this thread: cheaper than giving the pieces around the digest's place one by one.
        int block = _innerPad.Length;
        int needed = block + Math.Max(message.Length, AuthAlgorithm.DigestBytesMax);
        if (_scratch is null || _scratch.Length < needed) _scratch = new byte[Math.Max(needed, 4096)];
        Span<byte> scratch = _scratch;
        message.CopyTo(scratch[block..]);
        if (macOffset >= 0) scratch.Slice(block + macOffset, MacBytes).Clear();
        if (_hmac is not null)
        {
            lock (_hmac)
            {
                _hmac.AppendData(scratch[..message.Length]);
                _hmac.GetHashAndReset(digest);
            }

            return;
        }

        // SHA-224 is our own: HMAC as two plain hashes.
        _innerPad.CopyTo(scratch);
        AuthAlgorithm.Hash(Auth, scratch[..(block + message.Length)], digest);
        int size = AuthAlgorithm.DigestBytes(Auth);
        _outerPad.CopyTo(scratch);
        digest[..size].CopyTo(scratch[block..]);
        AuthAlgorithm.Hash(Auth, scratch[..(block + size)], digest);
    }

    private static byte[] Pad(AuthProtocol auth, ReadOnlySpan<byte> key, byte value)
    {
        byte[] pad = new byte[AuthAlgorithm.BlockBytes(auth)];
        Debug.Assert(key.Length <= pad.Length, "A localised key is a digest, which is shorter than a block.");
        key.CopyTo(pad);
        for (int i = 0; i < pad.Length; i++) pad[i] ^= value;
        return pad;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Cpu = System.Runtime.Intrinsics.X86.Aes;

namespace PowerController.Snmp.Security;

/// <summary>
/// AES in CFB mode with 128 bits of feedback. With the processor's AES instructions where they are: the framework makes a cipher object for
/// every message, which costs more than the message itself.
/// </summary>
internal sealed class AesCfb
{
    private const int BlockBytes = 16;

    private readonly Vector128<byte>[]? _roundKeys;
    private readonly Aes? _framework;

    public AesCfb(ReadOnlySpan<byte> key, bool useProcessor = true)
    {
        if (useProcessor && Cpu.IsSupported)
        {
            _roundKeys = ExpandKey(key);
        }
        else
        {
            _framework = Aes.Create();
            _framework.Key = key.ToArray();
        }
    }

    public void Encrypt(Span<byte> data, ReadOnlySpan<byte> iv)
    {
        if (_framework is not null)
        {
            UseFramework(data, iv, encrypt: true);
            return;
        }

        Vector128<byte> feedback = Vector128.Create(iv);
        for (; data.Length >= BlockBytes; data = data[BlockBytes..])
        {
            feedback = Block(feedback) ^ Vector128.Create((ReadOnlySpan<byte>)data);
            feedback.CopyTo(data);
        }

        LastPart(data, feedback);
    }

    public void Decrypt(Span<byte> data, ReadOnlySpan<byte> iv)
    {
        if (_framework is not null)
        {
            UseFramework(data, iv, encrypt: false);
            return;
        }

        Vector128<byte> feedback = Vector128.Create(iv);
        for (; data.Length >= BlockBytes; data = data[BlockBytes..])
        {
            Vector128<byte> cipher = Vector128.Create((ReadOnlySpan<byte>)data);
            (Block(feedback) ^ cipher).CopyTo(data);
            feedback = cipher;
        }

        LastPart(data, feedback);
    }

    private void LastPart(Span<byte> data, Vector128<byte> feedback)
    {
        if (data.IsEmpty) return;
        Vector128<byte> stream = Block(feedback);
        for (int i = 0; i < data.Length; i++) data[i] ^= stream[i];
    }

    private Vector128<byte> Block(Vector128<byte> state)
    {
        ReadOnlySpan<Vector128<byte>> keys = _roundKeys;
        state ^= keys[0];
        for (int round = 1; round < keys.Length - 1; round++) state = Cpu.Encrypt(state, keys[round]);
        return Cpu.EncryptLast(state, keys[^1]);
    }

    private void UseFramework(Span<byte> data, ReadOnlySpan<byte> iv, bool encrypt)
    {
        // The framework wants whole blocks; the rest of the last one is thrown away.
        byte[] whole = new byte[(data.Length + BlockBytes - 1) / BlockBytes * BlockBytes];
        data.CopyTo(whole);
        byte[] result = encrypt
            ? _framework!.EncryptCfb(whole, iv, PaddingMode.None, feedbackSizeInBits: 128)
            : _framework!.DecryptCfb(whole, iv, PaddingMode.None, feedbackSizeInBits: 128);
        result.AsSpan(0, data.Length).CopyTo(data);
    }

    private static Vector128<byte>[] ExpandKey(ReadOnlySpan<byte> key)
    {
        int words = key.Length / 4;
        Span<uint> w = stackalloc uint[4 * (words + 7)];
        for (int i = 0; i < words; i++) w[i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(i * 4)..]);
        uint constant = 1;
        for (int i = words; i < w.Length; i++)
        {
            uint previous = w[i - 1];
            if (i % words == 0)
            {
                previous = uint.RotateRight(Substitute(previous), 8) ^ constant;
                constant = (constant << 1) ^ (constant >= 0x80 ? 0x11bu : 0);
            }
            else if (words > 6 && i % words == 4)
            {
                previous = Substitute(previous);
            }

            w[i] = w[i - words] ^ previous;
        }

        Vector128<byte>[] keys = new Vector128<byte>[words + 7];
        MemoryMarshal.AsBytes(w).CopyTo(MemoryMarshal.AsBytes(keys.AsSpan()));
        return keys;
    }

    // The instruction leaves the substituted second word in the first place.
    private static uint Substitute(uint word) => Cpu.KeygenAssist(Vector128.Create(0, word, 0, 0).AsByte(), 0).AsUInt32()[0];
}

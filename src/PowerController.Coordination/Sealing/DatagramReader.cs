using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Membership;

namespace PowerController.Coordination.Sealing;

/// <summary>What an opened datagram says of itself. The message is valid until the next one is opened.</summary>
public readonly ref struct Opened
{
    internal Opened(int sender, long boot, long counter, bool signed, ReadOnlySpan<byte> header, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Sender = sender;
        Boot = boot;
        Counter = counter;
        Signed = signed;
        Header = header;
        Message = message;
        Signature = signature;
    }

    /// <summary>Its row in the roster.</summary>
    public int Sender { get; }

    public long Boot { get; }

    public long Counter { get; }

    public bool Signed { get; }

    public ReadOnlySpan<byte> Message { get; }

    internal ReadOnlySpan<byte> Header { get; }

    internal ReadOnlySpan<byte> Signature { get; }
}

/// <summary>Opens datagrams: cheapest test first, so that what is not ours costs next to nothing, allocates nothing and throws nothing.</summary>
/// <param name="keys">The present group key first, then those that are valid beside it.</param>
/// <param name="pinned">For each row of the roster the public keys that are pinned for it.</param>
public sealed class DatagramReader(Roster roster, ImmutableArray<SiteKeys> keys, ImmutableArray<ImmutableArray<VerifyingKey>> pinned)
{
    private readonly byte[] _plain = new byte[Limits.DatagramBytes];

    /// <summary>Opens it as far as the group key goes. The signature and the replay window are the next steps.</summary>
    public DropKind TryOpen(ReadOnlySpan<byte> datagram, out Opened opened)
    {
        opened = default;
        if (datagram.Length is < Datagram.BytesMin or > Limits.DatagramBytes || datagram[0] != Datagram.Magic0 || datagram[1] != Datagram.Magic1)
            return DropKind.Foreign;
        if (KeyOf(BinaryPrimitives.ReadUInt32BigEndian(datagram[Datagram.KeyIdAt..])) is not { } key)
            return DropKind.OtherKey;
        var header = Datagram.NameAt + datagram[Datagram.NameLengthAt];
        if (datagram[Datagram.NameLengthAt] is 0 or > Limits.NameBytes || datagram.Length < header + 1 + Datagram.TagBytes + Datagram.GateBytes)
            return DropKind.Foreign;
        var sender = SenderOf(datagram[Datagram.NameAt..header]);

        var gated = datagram.Length - Datagram.GateBytes;
        Span<byte> gate = stackalloc byte[Datagram.GateBytes];
        key.Gate(datagram[..gated], gate);
        if (!CryptographicOperations.FixedTimeEquals(gate, datagram[gated..]))
            return DropKind.Forged;
        if (sender < 0)
            return DropKind.UnknownSender;
        opened = new Opened(sender, 0, 0, false, default, default, default);
        if (datagram[Datagram.VersionAt] != Datagram.Version)
            return datagram[Datagram.VersionAt] > Datagram.Version ? DropKind.NewerProtocol : DropKind.OlderProtocol;

        var plain = _plain.AsSpan(0, gated - Datagram.TagBytes - header);
        return Decrypted(key.Of(sender), datagram, header, plain) ? Split(datagram, header, sender, plain, out opened) : DropKind.Forged;
    }

    /// <summary>Whether the sender's own key stands behind it, where the sender has one.</summary>
    /// <remarks>A terminal without a pinned key is not believed: anybody with the group key could say so.</remarks>
    public DropKind CheckSignature(in Opened opened)
    {
        var known = pinned[opened.Sender];
        if (!opened.Signed)
            return known.IsEmpty && !roster.Entries[opened.Sender].IsTerminal ? DropKind.None : DropKind.Unsigned;
        if (known.IsEmpty)
            return roster.Entries[opened.Sender].IsTerminal ? DropKind.WrongSignature : DropKind.None;
        Span<byte> signed = stackalloc byte[Limits.DatagramBytes];
        opened.Header.CopyTo(signed);
        opened.Message.CopyTo(signed[opened.Header.Length..]);
        foreach (var key in known)
        {
            if (key.Verifies(signed[..(opened.Header.Length + opened.Message.Length)], opened.Signature))
                return DropKind.None;
        }

        return DropKind.WrongSignature;
    }

    /// <summary>The version an authentic datagram of another protocol states.</summary>
    public static int VersionOf(ReadOnlySpan<byte> datagram) => datagram[Datagram.VersionAt];

    // The gate has already said that it is ours: only a holder of the group key can make the exception happen.
    private static bool Decrypted(AesGcm key, ReadOnlySpan<byte> datagram, int header, Span<byte> plain)
    {
        try
        {
            key.Decrypt(Datagram.Nonce(datagram), datagram.Slice(header, plain.Length), datagram.Slice(header + plain.Length, Datagram.TagBytes), plain, datagram[..header]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static DropKind Split(ReadOnlySpan<byte> datagram, int header, int sender, ReadOnlySpan<byte> plain, out Opened opened)
    {
        opened = default;
        var flags = datagram[Datagram.FlagsAt];
        var signed = (flags & Datagram.SignedFlag) != 0;
        var message = plain.Length - (signed ? Datagram.SignatureBytes : 0);
        if ((flags & ~Datagram.SignedFlag) != 0 || message < 1)
            return DropKind.Malformed;
        opened = new Opened(
            sender,
            Datagram.Read48(datagram[Datagram.BootAt..]),
            Datagram.Read48(datagram[Datagram.CounterAt..]),
            signed,
            datagram[..header],
            plain[..message],
            plain[message..]);
        return DropKind.None;
    }

    private SiteKeys? KeyOf(uint id)
    {
        foreach (var key in keys)
        {
            if (key.KeyId == id)
                return key;
        }

        return null;
    }

    private int SenderOf(ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[Limits.NameBytes];
        return Encoding.UTF8.TryGetChars(name, letters, out var length) ? roster.Find(letters[..length]) : -1;
    }
}

using System.Collections.Immutable;
using PowerController.Coordination.Keys;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Tests.Network;

namespace PowerController.Coordination.Tests.Sealing;

public sealed class SealTests : IDisposable
{
    private static readonly byte[] Message = [1, 2, 3, 4, 5, 6, 7, 8];

    private readonly Roster _roster = SampleSite.Roster(1, 2);
    private readonly TerminalKeys _terminal = TerminalKeys.New("t1", Bytes(TerminalKeys.RandomBytes, 1), DateTimeOffset.UnixEpoch);
    private readonly TerminalKeys _node = TerminalKeys.New("n1", Bytes(TerminalKeys.RandomBytes, 2), DateTimeOffset.UnixEpoch);
    private readonly SiteKeys _keys;
    private readonly SiteKeys _next;

    public SealTests()
    {
        _keys = new SiteKeys(Bytes(32, 3), _roster);
        _next = new SiteKeys(Bytes(32, 4), _roster);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _next.Dispose();
    }

    [Fact]
    public void Terminal_SealedAndOpened_IsWhatWasSaid()
    {
        var datagram = Seal("t1", _keys, _terminal);
        var reader = Reader([_keys]);

        Assert.Equal(DropKind.None, reader.TryOpen(datagram, out var opened));
        Assert.Equal(DropKind.None, reader.CheckSignature(opened));
        Assert.Equal("t1", _roster.Entries[opened.Sender].Name);
        Assert.Equal((77, 1), (opened.Boot, opened.Counter));
        Assert.Equal(Message, opened.Message.ToArray());
    }

    [Fact]
    public void Node_WithoutAKeyOfItsOwn_IsTakenAsANode()
    {
        var reader = Reader([_keys]);

        Assert.Equal(DropKind.None, reader.TryOpen(Seal("n2", _keys, null), out var opened));
        Assert.Equal(DropKind.None, reader.CheckSignature(opened));
    }

    [Fact]
    public void Node_PosingAsATerminalWithTheGroupKey_IsNotBelieved()
    {
        var reader = Reader([_keys]);

        Assert.Equal(DropKind.None, reader.TryOpen(Seal("t1", _keys, null), out var unsigned));
        Assert.Equal(DropKind.Unsigned, reader.CheckSignature(unsigned));
        Assert.Equal(DropKind.None, reader.TryOpen(Seal("t1", _keys, _node), out var signed));
        Assert.Equal(DropKind.WrongSignature, reader.CheckSignature(signed));
    }

    [Fact]
    public void Terminal_WithoutAPinnedKey_IsNotBelieved()
    {
        var reader = new DatagramReader(_roster, [_keys], PinnedKeys.None.For(_roster));

        Assert.Equal(DropKind.None, reader.TryOpen(Seal("t1", _keys, _terminal), out var opened));
        Assert.Equal(DropKind.WrongSignature, reader.CheckSignature(opened));
    }

    [Fact]
    public void Signature_OfAnotherCounter_DoesNotHold()
    {
        // Who has the group key takes the terminal's signed words and puts them under a greater counter.
        var original = Seal("t1", _keys, _terminal);
        var reader = Reader([_keys]);
        Assert.Equal(DropKind.None, reader.TryOpen(original, out var opened));
        byte[] plain = [.. opened.Message, .. Signature(original, reader)];
        var forged = (byte[])original.Clone();
        forged[Datagram.CounterAt + 5] = 200;
        var header = Datagram.NameAt + 2;
        _keys.Of(_roster.Find("t1")).Encrypt(
            Datagram.Nonce(forged), plain, forged.AsSpan(header, plain.Length), forged.AsSpan(header + plain.Length, Datagram.TagBytes), forged.AsSpan(0, header));
        _keys.Gate(forged.AsSpan(0, forged.Length - Datagram.GateBytes), forged.AsSpan(forged.Length - Datagram.GateBytes));

        Assert.Equal(DropKind.None, reader.TryOpen(forged, out var again));
        Assert.Equal(200, again.Counter);
        Assert.Equal(DropKind.WrongSignature, reader.CheckSignature(again));
    }

    [Fact]
    public void Key_OfAnotherSiteOrAnotherGroup_IsNotOurs()
    {
        using var otherSite = new SiteKeys(Bytes(32, 3), SampleSite.Roster(1, 2, name: "other"));
        var reader = Reader([_keys]);

        Assert.Equal(DropKind.OtherKey, reader.TryOpen(Seal("t1", _next, _terminal), out _));
        Assert.Equal(DropKind.OtherKey, reader.TryOpen(Seal("t1", otherSite, _terminal), out _));
    }

    [Fact]
    public void Keys_WhileTheyChange_AreBothAccepted()
    {
        var reader = Reader([_next, _keys]);

        Assert.Equal(DropKind.None, reader.TryOpen(Seal("t1", _keys, _terminal), out _));
        Assert.Equal(DropKind.None, reader.TryOpen(Seal("t1", _next, _terminal), out _));
    }

    [Fact]
    public void Writer_ChangingTheKey_CountsOn()
    {
        var writer = new DatagramWriter(_roster, "n1", 77, _keys, null);
        var buffer = new byte[Limits.DatagramBytes];
        writer.Seal(Message, buffer);
        writer.Use(_roster, _next, null);
        var length = writer.Seal(Message, buffer);

        Assert.Equal(DropKind.None, Reader([_next]).TryOpen(buffer.AsSpan(0, length), out var opened));
        Assert.Equal(2, opened.Counter);
    }

    [Fact]
    public void Sender_NotInTheConfiguration_IsUnknown()
    {
        var larger = SampleSite.Roster(1, 3);
        using var keys = new SiteKeys(Bytes(32, 3), larger);
        var writer = new DatagramWriter(larger, "n3", 77, keys, null);
        var buffer = new byte[Limits.DatagramBytes];

        Assert.Equal(DropKind.UnknownSender, Reader([_keys]).TryOpen(buffer.AsSpan(0, writer.Seal(Message, buffer)), out _));
    }

    [Fact]
    public void Protocol_NewerAndAuthentic_IsToldFromForged()
    {
        var datagram = Seal("n1", _keys, null);
        datagram[Datagram.VersionAt] = 2;
        Assert.Equal(DropKind.Forged, Reader([_keys]).TryOpen(datagram, out _));

        _keys.Gate(datagram.AsSpan(0, datagram.Length - Datagram.GateBytes), datagram.AsSpan(datagram.Length - Datagram.GateBytes));
        Assert.Equal(DropKind.NewerProtocol, Reader([_keys]).TryOpen(datagram, out var opened));
        Assert.Equal("n1", _roster.Entries[opened.Sender].Name);
        Assert.Equal(2, DatagramReader.VersionOf(datagram));
    }

    [Fact]
    public void Datagram_EveryBitFlipped_IsNeverTaken()
    {
        var datagram = Seal("t1", _keys, _terminal);
        var reader = Reader([_keys]);
        for (var bit = 0; bit < datagram.Length * 8; bit++)
        {
            datagram[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(DropKind.None, reader.TryOpen(datagram, out _));
            datagram[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Datagram_OfEveryLength_IsNeverTaken()
    {
        byte[] datagram = [.. Seal("t1", _keys, _terminal), .. new byte[2000]];
        var reader = Reader([_keys]);
        var whole = datagram.Length - 2000;
        for (var length = 0; length <= datagram.Length; length++)
            Assert.Equal(length == whole, reader.TryOpen(datagram.AsSpan(0, length), out _) == DropKind.None);
    }

    [Fact]
    public void Message_OfTheGreatestLength_Fits()
    {
        var writer = new DatagramWriter(_roster, "t1", 77, _keys, _terminal.Signing());
        var buffer = new byte[Limits.DatagramBytes];

        Assert.Equal(Limits.DatagramBytes, writer.Seal(new byte[writer.MessageBytesMax], buffer));
        Assert.True(writer.MessageBytesMax >= Limits.MessageBytes);
    }

    [Fact]
    public void BootId_WhateverTheClockSays_IsGreaterThanTheLast()
    {
        var wall = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var first = BootId.Next(0, wall, 5);
        var afterTheClockWentBack = BootId.Next(first, wall.AddYears(-20), 5);

        Assert.Equal(first + 1, afterTheClockWentBack);
        Assert.True(BootId.Next(0, wall.AddSeconds(1), 0) > first);
    }

    internal static byte[] Bytes(int count, byte of) => [.. Enumerable.Range(0, count).Select(at => (byte)(of + at * 7))];

    private static byte[] Signature(byte[] datagram, DatagramReader reader)
    {
        Assert.Equal(DropKind.None, reader.TryOpen(datagram, out var opened));
        return opened.Signature.ToArray();
    }

    private byte[] Seal(string sender, SiteKeys keys, TerminalKeys? own)
    {
        var writer = new DatagramWriter(_roster, sender, 77, keys, own?.Signing());
        var buffer = new byte[Limits.DatagramBytes];
        return buffer[..writer.Seal(Message, buffer)];
    }

    private DatagramReader Reader(ImmutableArray<SiteKeys> keys) => new(_roster, keys, PinnedKeys.None.With(_terminal).With(_node).For(_roster));
}

using System.Collections.Immutable;
using PowerController.Snmp.Ber;

namespace PowerController.Snmp.Messages;

/// <summary>
/// Where the variable bindings of one message lie. The list is checked once, whole, and then read in any order; the table is used again for the
/// next message, so reading allocates nothing. Not for several threads at a time.
/// </summary>
public sealed class VarBindTable
{
    private Entry[] _entries = new Entry[16];

    /// <summary>How many variable bindings the message has.</summary>
    public int Count { get; private set; }

    /// <summary>Checks a list and notes where everything lies; after a fault the table is empty.</summary>
    public BerFault Read(ReadOnlySpan<byte> list)
    {
        Count = 0;
        int count = 0;
        int position = 0;
        while (position < list.Length)
        {
            if (count == _entries.Length)
            {
                if (count == Limits.VarBindsPerMessage) return BerFault.TooManyVarBinds;
                Array.Resize(ref _entries, Math.Min(count * 2, Limits.VarBindsPerMessage));
            }

            if (!TryReadShort(list[position..], position, ref _entries[count], out int length))
            {
                BerFault fault = ReadAny(list[position..], position, ref _entries[count], out length);
                if (fault != BerFault.None) return fault;
            }

            count++;
            position += length;
        }

        Count = count;
        return BerFault.None;
    }

    /// <summary>One binding of the list that was read last, which must be the same octets.</summary>
    public VarBindView View(ReadOnlySpan<byte> list, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        ref readonly Entry entry = ref _entries[index];
        return new(list.Slice(entry.NameStart, entry.NameLength), entry.Tag, list.Slice(entry.ValueStart, entry.ValueLength));
    }

    /// <summary>The number of one binding, when it is one; the short way to what a poll reads most.</summary>
    public bool TryGetInt64(ReadOnlySpan<byte> list, int index, out long number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        ref readonly Entry entry = ref _entries[index];
        ReadOnlySpan<byte> content = list.Slice(entry.ValueStart, entry.ValueLength);
        return entry.Tag == BerTag.Integer ? BerReader.TryDecodeInt64(content, out number) : new VarBindView(default, entry.Tag, content).TryGetInt64(out number);
    }

    /// <summary>All bindings, copied out of the message.</summary>
    public ImmutableArray<VarBind> ToVarBinds(ReadOnlySpan<byte> list)
    {
        VarBind[] varBinds = new VarBind[Count];
        for (int i = 0; i < varBinds.Length; i++) varBinds[i] = View(list, i).ToVarBind();
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(varBinds);
    }

    /// <summary>The common case without any detour: lengths of one octet, nothing odd. What it does not take is read again with all care.</summary>
    private static bool TryReadShort(ReadOnlySpan<byte> octets, int position, ref Entry entry, out int length)
    {
        length = 0;
        if (octets.Length < 6 || octets[0] != BerTag.Sequence || octets[2] != BerTag.ObjectIdentifier) return false;
        int pair = octets[1];
        int name = octets[3];
        if (pair >= 0x80 || name >= 0x80 || octets.Length < pair + 2 || pair < name + 4) return false;
        byte tag = octets[4 + name];
        int value = octets[5 + name];
        if (value >= 0x80 || pair != name + value + 4) return false;
        if (!BerOid.IsValid(octets.Slice(4, name))) return false;
        bool plainNumber = tag == BerTag.Integer && value is >= 1 and <= 4;
        if (!plainNumber && CheckValue(tag, octets.Slice(6 + name, value)) != BerFault.None) return false;
        entry = new Entry(position + 4, (ushort)name, tag, position + 6 + name, (ushort)value);
        length = pair + 2;
        return true;
    }

    private static BerFault ReadAny(ReadOnlySpan<byte> octets, int position, ref Entry entry, out int length)
    {
        BerReader outer = new(octets);
        length = 0;
        if (!outer.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> pair)) return outer.Fault;
        int pairStart = position + outer.Position - pair.Length;
        BerReader inner = new(pair);
        if (!inner.TryRead(BerTag.ObjectIdentifier, out ReadOnlySpan<byte> name)) return inner.Fault;
        int nameStart = pairStart + inner.Position - name.Length;
        if (!inner.TryRead(out byte tag, out ReadOnlySpan<byte> content)) return inner.Fault;
        if (!BerOid.IsValid(name)) return BerFault.BadOid;
        BerFault fault = CheckValue(tag, content);
        entry = new Entry(nameStart, (ushort)name.Length, tag, pairStart + inner.Position - content.Length, (ushort)content.Length);
        length = outer.Position;
        return fault;
    }

    private static BerFault CheckValue(byte tag, ReadOnlySpan<byte> content) => tag switch
    {
        BerTag.Integer => content.Length is 0 or > 8 ? BerFault.BadNumber : BerFault.None,
        0x41 or 0x42 or 0x43 or 0x47 => BerReader.TryDecodeUInt64(content, out ulong value) && value <= uint.MaxValue ? BerFault.None : BerFault.BadNumber,
        (byte)SnmpType.Counter64 => BerReader.TryDecodeUInt64(content, out _) ? BerFault.None : BerFault.BadNumber,
        BerTag.OctetString or (byte)SnmpType.Opaque => BerFault.None,
        BerTag.ObjectIdentifier => BerOid.IsValid(content) ? BerFault.None : BerFault.BadOid,
        (byte)SnmpType.IpAddress => content.Length == 4 ? BerFault.None : BerFault.BadValue,
        BerTag.Null or 0x80 or 0x81 or 0x82 => content.IsEmpty ? BerFault.None : BerFault.BadValue,
        _ => BerFault.BadValue,
    };

    private readonly record struct Entry(int NameStart, ushort NameLength, byte Tag, int ValueStart, ushort ValueLength);
}

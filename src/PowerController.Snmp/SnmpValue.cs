using System.Globalization;
using System.Net;
using System.Text;

namespace PowerController.Snmp;

/// <summary>One value of any SMI type; immutable, and no allocation for numbers.</summary>
public readonly struct SnmpValue : IEquatable<SnmpValue>
{
    private readonly SnmpType _type;
    private readonly long _bits;
    private readonly object? _data;

    private SnmpValue(SnmpType type, long bits, object? data = null)
    {
        _type = type;
        _bits = bits;
        _data = data;
    }

    /// <summary>The value of a question.</summary>
    public static SnmpValue Null { get; } = new(SnmpType.Null, 0);

    /// <summary>The agent does not know the object.</summary>
    public static SnmpValue NoSuchObject { get; } = new(SnmpType.NoSuchObject, 0);

    /// <summary>The agent does not know this instance.</summary>
    public static SnmpValue NoSuchInstance { get; } = new(SnmpType.NoSuchInstance, 0);

    /// <summary>A walk has passed the last object.</summary>
    public static SnmpValue EndOfMibView { get; } = new(SnmpType.EndOfMibView, 0);

    /// <summary>The type on the wire.</summary>
    public SnmpType Type => _type;

    /// <summary>True for noSuchObject, noSuchInstance and endOfMibView: there is no value.</summary>
    public bool IsException => _type is SnmpType.NoSuchObject or SnmpType.NoSuchInstance or SnmpType.EndOfMibView;

    /// <summary>The octets of an OctetString or Opaque; empty for other types.</summary>
    public ReadOnlySpan<byte> Octets => _data as byte[];

    /// <summary>The identifier of an ObjectIdentifier; empty for other types.</summary>
    public Oid Identifier => _data is Oid oid ? oid : default;

    /// <summary>An INTEGER.</summary>
    public static SnmpValue Integer32(int value) => new(SnmpType.Integer32, value);

    /// <summary>An INTEGER as a card sent it, which some send wider than 32 bits.</summary>
    internal static SnmpValue WideInteger(long value) => new(SnmpType.Integer32, value);

    /// <summary>A counter of 32 bits.</summary>
    public static SnmpValue Counter32(uint value) => new(SnmpType.Counter32, value);

    /// <summary>A gauge or unsigned number.</summary>
    public static SnmpValue Gauge32(uint value) => new(SnmpType.Gauge32, value);

    /// <summary>Hundredths of a second.</summary>
    public static SnmpValue TimeTicks(uint hundredths) => new(SnmpType.TimeTicks, hundredths);

    /// <summary>A counter of 64 bits.</summary>
    public static SnmpValue Counter64(ulong value) => new(SnmpType.Counter64, (long)value);

    /// <summary>A 32-bit float, sent inside an Opaque.</summary>
    public static SnmpValue Float(float value) => new(SnmpType.OpaqueFloat, BitConverter.SingleToInt32Bits(value));

    /// <summary>A 64-bit float, sent inside an Opaque.</summary>
    public static SnmpValue Double(double value) => new(SnmpType.OpaqueDouble, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Octets; copied.</summary>
    public static SnmpValue OctetString(ReadOnlySpan<byte> octets) => new(SnmpType.OctetString, 0, octets.ToArray());

    /// <summary>Text as UTF-8.</summary>
    public static SnmpValue Text(string text) => new(SnmpType.OctetString, 0, Encoding.UTF8.GetBytes(text));

    /// <summary>Octets of an Opaque; copied. An Opaque that holds exactly a float becomes that float.</summary>
    public static SnmpValue Opaque(ReadOnlySpan<byte> octets) => octets switch
    {
        [0x9f, 0x78, 4, var a, var b, var c, var d] => new(SnmpType.OpaqueFloat, (a << 24) | (b << 16) | (c << 8) | d),
        [0x9f, 0x79, 8, .. { Length: 8 } bits] => new(SnmpType.OpaqueDouble, System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bits)),
        _ => new(SnmpType.Opaque, 0, octets.ToArray()),
    };

    /// <summary>An identifier as a value.</summary>
    public static SnmpValue ObjectIdentifier(Oid oid) => new(SnmpType.ObjectIdentifier, 0, oid);

    /// <summary>An IPv4 address by its four octets, first octet highest.</summary>
    public static SnmpValue IpAddress(uint address) => new(SnmpType.IpAddress, address);

    /// <summary>An IPv4 address; throws for any other family.</summary>
    public static SnmpValue IpAddress(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[4];
        return address.TryWriteBytes(octets, out int written) && written == 4
            ? new(SnmpType.IpAddress, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(octets))
            : throw new ArgumentException("The SNMP type IpAddress holds an IPv4 address.", nameof(address));
    }

    /// <summary>The number of an integer, counter, gauge, ticks, or of a Counter64 that fits.</summary>
    public bool TryGetInt64(out long number)
    {
        number = _bits;
        return _type is SnmpType.Integer32 or SnmpType.Counter32 or SnmpType.Gauge32 or SnmpType.TimeTicks || (_type == SnmpType.Counter64 && _bits >= 0);
    }

    /// <summary>The number of any numeric type, Counter64 included, when it is not negative.</summary>
    public bool TryGetUInt64(out ulong number)
    {
        number = (ulong)_bits;
        return _type == SnmpType.Counter64 || (TryGetInt64(out long signed) && signed >= 0);
    }

    /// <summary>The number of any numeric type, the floats included.</summary>
    public bool TryGetDouble(out double number)
    {
        number = _type switch
        {
            SnmpType.OpaqueFloat => BitConverter.Int32BitsToSingle((int)_bits),
            SnmpType.OpaqueDouble => BitConverter.Int64BitsToDouble(_bits),
            SnmpType.Counter64 => (ulong)_bits,
            _ => _bits,
        };
        return _type is SnmpType.OpaqueFloat or SnmpType.OpaqueDouble or SnmpType.Counter64 || TryGetInt64(out _);
    }

    /// <summary>The address of an IpAddress.</summary>
    public bool TryGetAddress(out IPAddress address)
    {
        address = _type == SnmpType.IpAddress ? new IPAddress(IPAddress.HostToNetworkOrder((int)_bits) & 0xffffffffL) : IPAddress.None;
        return _type == SnmpType.IpAddress;
    }

    /// <summary>The number bits as they are kept, for the encoder.</summary>
    internal long Bits => _bits;

    /// <inheritdoc/>
    public bool Equals(SnmpValue other) =>
        _type == other._type && _bits == other._bits && Identifier == other.Identifier && Octets.SequenceEqual(other.Octets);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SnmpValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        uint hash = ((uint)_type * 16777619) ^ (uint)_bits ^ (uint)(_bits >> 32) ^ (uint)Identifier.GetHashCode();
        foreach (byte octet in Octets) hash = (hash ^ octet) * 16777619;
        return (int)hash;
    }

    /// <summary>The value as an operator reads it: text where it is text, hexadecimal octets otherwise.</summary>
    public override string ToString() => _type switch
    {
        SnmpType.None => "(none)",
        SnmpType.Null => "(null)",
        SnmpType.NoSuchObject => "(no such object)",
        SnmpType.NoSuchInstance => "(no such instance)",
        SnmpType.EndOfMibView => "(end of view)",
        SnmpType.ObjectIdentifier => Identifier.ToString(),
        SnmpType.IpAddress => TryGetAddress(out IPAddress address) ? address.ToString() : "",
        SnmpType.OctetString => IsText(Octets) ? Encoding.UTF8.GetString(Octets).TrimEnd('\0') : Convert.ToHexString(Octets),
        SnmpType.Opaque => Convert.ToHexString(Octets),
        SnmpType.Counter64 => ((ulong)_bits).ToString(CultureInfo.InvariantCulture),
        SnmpType.OpaqueFloat => BitConverter.Int32BitsToSingle((int)_bits).ToString(CultureInfo.InvariantCulture),
        SnmpType.OpaqueDouble => BitConverter.Int64BitsToDouble(_bits).ToString(CultureInfo.InvariantCulture),
        _ => _bits.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Equality of type and content.</summary>
    public static bool operator ==(SnmpValue left, SnmpValue right) => left.Equals(right);

    /// <summary>Difference in type or content.</summary>
    public static bool operator !=(SnmpValue left, SnmpValue right) => !left.Equals(right);

    // Some cards end their strings with a NUL; that alone does not make them binary.
    private static bool IsText(ReadOnlySpan<byte> octets)
    {
        octets = octets.TrimEnd((byte)0);
        foreach (byte octet in octets)
        {
            if (octet is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7f) return false;
        }

        return System.Text.Unicode.Utf8.IsValid(octets);
    }
}

using System.Globalization;
using System.Net;
using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Simulator.Cards;

/// <summary>
/// What a card answered once, read from a <c>.snmprec</c> file: a line is "object|type|value", the type being the number of the tag, with an x behind it when the
/// value is in hexadecimal. Writing keeps the value until the end, as long as the type is the same.
/// </summary>
public sealed class Recording : IMib
{
    private readonly SortedList<Oid, SnmpValue> _values;

    private Recording(SortedList<Oid, SnmpValue> values) => _values = values;

    /// <summary>How many objects there are.</summary>
    public int Count => _values.Count;

    /// <summary>Reads a recording; throws with the line when one cannot be understood.</summary>
    public static Recording Read(TextReader text)
    {
        SortedList<Oid, SnmpValue> values = [];
        int number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (number > Limits.RecordingLines) throw new FormatException($"A recording has at most {Limits.RecordingLines} lines.");
            if (line.Length == 0 || line[0] == '#') continue;
            string[] parts = line.Split('|', 3);
            if (parts.Length != 3 || !Oid.TryParse(parts[0], out Oid name) || !TryParse(parts[1], parts[2], out SnmpValue value))
                throw new FormatException($"Line {number} of the recording is not 'object|type|value': {line}");
            values[name] = value;
        }

        return new Recording(values);
    }

    /// <inheritdoc/>
    public SnmpValue Read(Oid name) => _values.TryGetValue(name, out SnmpValue value) ? value : SnmpValue.NoSuchInstance;

    /// <inheritdoc/>
    public bool TryReadNext(Oid after, out VarBind next)
    {
        int low = 0;
        int high = _values.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_values.GetKeyAtIndex(middle) <= after) low = middle + 1;
            else high = middle;
        }

        next = low < _values.Count ? new VarBind(_values.GetKeyAtIndex(low), _values.GetValueAtIndex(low)) : default;
        return low < _values.Count;
    }

    /// <inheritdoc/>
    public SnmpErrorStatus Check(in VarBind change) => !_values.TryGetValue(change.Name, out SnmpValue old) ? SnmpErrorStatus.NoCreation
        : old.Type == change.Value.Type ? SnmpErrorStatus.NoError : SnmpErrorStatus.WrongType;

    /// <inheritdoc/>
    public SnmpErrorStatus Commit(in VarBind change)
    {
        _values[change.Name] = change.Value;
        return SnmpErrorStatus.NoError;
    }

    private static bool TryParse(string type, string text, out SnmpValue value)
    {
        value = default;
        bool isHex = type.EndsWith('x');
        if (!int.TryParse(isHex ? type.AsSpan(0, type.Length - 1) : type, NumberStyles.None, CultureInfo.InvariantCulture, out int tag)) return false;
        byte[] octets = [];
        if (isHex)
        {
            if (text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit)) return false;
            octets = Convert.FromHexString(text);
        }

        switch ((SnmpType)tag)
        {
            case SnmpType.OctetString:
                value = isHex ? SnmpValue.OctetString(octets) : SnmpValue.Text(text);
                return true;
            case SnmpType.Opaque:
                value = SnmpValue.Opaque(isHex ? octets : System.Text.Encoding.UTF8.GetBytes(text));
                return true;
            case SnmpType.Null:
                value = SnmpValue.Null;
                return true;
            case SnmpType.ObjectIdentifier when Oid.TryParse(text, out Oid oid):
                value = SnmpValue.ObjectIdentifier(oid);
                return true;
            case SnmpType.IpAddress when isHex && octets.Length == 4:
                value = SnmpValue.IpAddress(new IPAddress(octets));
                return true;
            case SnmpType.IpAddress when IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork:
                value = SnmpValue.IpAddress(address);
                return true;
            default:
                return TryParseNumber((SnmpType)tag, text, out value);
        }
    }

    private static bool TryParseNumber(SnmpType type, string text, out SnmpValue value)
    {
        bool parsed = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        ulong wide = 0;
        if (!parsed) parsed = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out wide);
        else wide = unchecked((ulong)number);
        value = type switch
        {
            SnmpType.Integer32 => SnmpValue.Integer32(unchecked((int)number)),
            SnmpType.Counter32 => SnmpValue.Counter32(unchecked((uint)wide)),
            SnmpType.Gauge32 => SnmpValue.Gauge32(unchecked((uint)wide)),
            SnmpType.TimeTicks => SnmpValue.TimeTicks(unchecked((uint)wide)),
            SnmpType.Counter64 => SnmpValue.Counter64(wide),
            _ => default,
        };
        return parsed && value.Type != SnmpType.None;
    }
}

using System.Globalization;
using System.Net;
using PowerController.Snmp;

namespace PowerController.Diagnosis;

/// <summary>SNMP values as they are typed and shown: TYPE is one letter, as the usual tools have it.</summary>
internal static class SnmpText
{
    public const string Types = "i integer, u unsigned, c counter, t timeticks, s text, x hexadecimal, o object id, a address";

    /// <summary>The value, or what is wrong with it.</summary>
    public static string? Read(string type, string text, out SnmpValue value)
    {
        value = SnmpValue.Null;
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        switch (type)
        {
            case "i" when int.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number):
                value = SnmpValue.Integer32(number);
                return null;
            case "u" or "c" or "t" when uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                value = type == "u" ? SnmpValue.Gauge32(number) : type == "c" ? SnmpValue.Counter32(number) : SnmpValue.TimeTicks(number);
                return null;
            case "s":
                value = SnmpValue.Text(text);
                return null;
            case "x" when text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit):
                value = SnmpValue.OctetString(Convert.FromHexString(text));
                return null;
            case "o" when Oid.TryParse(text, out var oid):
                value = SnmpValue.ObjectIdentifier(oid);
                return null;
            case "a" when IPAddress.TryParse(text, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork:
                value = SnmpValue.IpAddress(address);
                return null;
            case "i" or "u" or "c" or "t" or "x" or "o" or "a":
                return $"'{text}' is no value of the type {type}. The types are: {Types}.";
            default:
                return $"'{type}' is no type. The types are: {Types}.";
        }
    }

}

using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Simulator.Cards;

/// <summary>Short ways to write the objects of a card, and the objects every card has.</summary>
internal static class CardObjects
{
    private static readonly Oid System = Oid.Of(1, 3, 6, 1, 2, 1, 1);

    /// <summary>A whole number.</summary>
    public static SnmpValue Number(double value) => SnmpValue.Integer32((int)Math.Round(value, MidpointRounding.AwayFromZero));

    /// <summary>A whole number that is never negative.</summary>
    public static SnmpValue Gauge(double value) => SnmpValue.Gauge32((uint)Math.Max(0, Math.Round(value, MidpointRounding.AwayFromZero)));

    /// <summary>A time in hundredths of a second.</summary>
    public static SnmpValue Ticks(TimeSpan time) => SnmpValue.TimeTicks((uint)Math.Clamp(time.TotalMilliseconds / 10, 0, uint.MaxValue));

    /// <summary>An object that can be read.</summary>
    public static MibObject<CardState> Reads(Oid name, Func<CardState, SnmpValue> read) => new(name, read);

    /// <summary>An object that takes an INTEGER within bounds.</summary>
    public static MibObject<CardState> Takes(Oid name, Func<CardState, SnmpValue> read, Func<CardState, long, bool> allows, Action<CardState, long> write) =>
        TakesType(name, SnmpType.Integer32, read, allows, write);

    /// <summary>An object that takes a time in hundredths of a second.</summary>
    public static MibObject<CardState> TakesTicks(Oid name, Func<CardState, SnmpValue> read, Func<CardState, long, bool> allows, Action<CardState, long> write) =>
        TakesType(name, SnmpType.TimeTicks, read, allows, write);

    /// <summary>An object that takes a text of a length.</summary>
    public static MibObject<CardState> TakesText(Oid name, int longest, Func<CardState, string> read, Action<CardState, string> write) => new(
        name,
        c => SnmpValue.Text(read(c)),
        (_, v) => v.Type != SnmpType.OctetString ? SnmpErrorStatus.WrongType : v.Octets.Length > longest ? SnmpErrorStatus.WrongLength : SnmpErrorStatus.NoError,
        (c, v) =>
        {
            write(c, v.ToString());
            return SnmpErrorStatus.NoError;
        });

    /// <summary>The system group of MIB-II.</summary>
    public static IEnumerable<MibObject<CardState>> SystemGroup(Oid kind, string description) =>
    [
        Reads(System.Append(1, 0), _ => SnmpValue.Text(description)),
        Reads(System.Append(2, 0), _ => SnmpValue.ObjectIdentifier(kind)),
        Reads(System.Append(3, 0), c => SnmpValue.TimeTicks(c.UpTime)),
        Reads(System.Append(4, 0), _ => SnmpValue.Text("operator")),
        Reads(System.Append(5, 0), c => SnmpValue.Text(c.Identity.Name)),
        Reads(System.Append(6, 0), c => SnmpValue.Text(c.Identity.Location)),
        Reads(System.Append(7, 0), _ => SnmpValue.Integer32(72)),
    ];

    private static MibObject<CardState> TakesType(Oid name, SnmpType type, Func<CardState, SnmpValue> read, Func<CardState, long, bool> allows, Action<CardState, long> write) => new(
        name,
        read,
        (c, v) => v.Type != type ? SnmpErrorStatus.WrongType : v.TryGetInt64(out long n) && allows(c, n) ? SnmpErrorStatus.NoError : SnmpErrorStatus.BadValue,
        (c, v) =>
        {
            v.TryGetInt64(out long n);
            write(c, n);
            return SnmpErrorStatus.NoError;
        });
}

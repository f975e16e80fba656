using System.Buffers.Binary;
using PowerController.Snmp.Ber;

namespace PowerController.Snmp.Messages;

/// <summary>The fields of an SNMPv1 trap, pointing into the message.</summary>
public ref struct TrapV1View
{
    /// <summary>The content octets of the enterprise identifier; see <see cref="BerOid"/>.</summary>
    public ReadOnlySpan<byte> Enterprise;

    /// <summary>The IPv4 address the sender says it has, first octet highest.</summary>
    public uint AgentAddress;

    /// <summary>0 cold start … 5 EGP neighbour lost, 6 means the specific number counts.</summary>
    public int GenericTrap;

    /// <summary>The enterprise's own number.</summary>
    public int SpecificTrap;

    /// <summary>The sender's up time in hundredths of a second.</summary>
    public uint TimeStamp;

    /// <summary>The content of the list of variable bindings.</summary>
    public ReadOnlySpan<byte> VarBindList;

    /// <summary>Reads the fields; the variable bindings are not looked at yet.</summary>
    public static BerFault Read(ReadOnlySpan<byte> octets, out TrapV1View trap)
    {
        trap = default;
        BerReader outer = new(octets);
        if (!outer.TryRead((byte)PduType.TrapV1, out ReadOnlySpan<byte> content)) return outer.Fault;
        BerReader reader = new(content);
        if (!reader.TryRead(BerTag.ObjectIdentifier, out trap.Enterprise) || !reader.TryRead((byte)SnmpType.IpAddress, out ReadOnlySpan<byte> address)) return reader.Fault;
        if (address.Length != 4) return BerFault.BadValue;
        if (!BerOid.IsValid(trap.Enterprise)) return BerFault.BadOid;
        trap.AgentAddress = BinaryPrimitives.ReadUInt32BigEndian(address);
        if (!reader.TryReadInt32(out trap.GenericTrap) || !reader.TryReadInt32(out trap.SpecificTrap) || !reader.TryRead((byte)SnmpType.TimeTicks, out ReadOnlySpan<byte> ticks)) return reader.Fault;
        if (!BerReader.TryDecodeUInt64(ticks, out ulong stamp)) return BerFault.BadNumber;
        trap.TimeStamp = (uint)stamp;
        reader.TryRead(BerTag.Sequence, out trap.VarBindList);
        return reader.Fault;
    }

    /// <summary>Writes a trap PDU.</summary>
    public static void Write(ref BerWriter writer, Oid enterprise, uint agentAddress, int genericTrap, int specificTrap, uint timeStamp, scoped ReadOnlySpan<VarBind> varBinds)
    {
        int mark = writer.Length;
        writer.VarBinds(varBinds);
        writer.Wrap(BerTag.Sequence, mark);
        writer.Value(SnmpValue.TimeTicks(timeStamp));
        writer.Int64(specificTrap);
        writer.Int64(genericTrap);
        writer.Value(SnmpValue.IpAddress(agentAddress));
        writer.Identifier(enterprise);
        writer.Wrap((byte)PduType.TrapV1, mark);
    }
}

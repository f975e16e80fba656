using System.Collections.Immutable;
using System.Net;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Notifications;

/// <summary>Reads the PDU of a notification; null when it is none.</summary>
internal static class NotificationReader
{
    /// <summary>Reads a v1 trap and tells it as v2 does.</summary>
    public static Notification? ReadV1(ReadOnlySpan<byte> octets, VarBindTable table, IPEndPoint source, long now)
    {
        if (TrapV1View.Read(octets, out TrapV1View trap) != BerFault.None || table.Read(trap.VarBindList) != BerFault.None) return null;
        if (!BerOid.TryDecode(trap.Enterprise, out Oid enterprise)) return null;
        return new Notification
        {
            Source = source,
            Version = SnmpVersion.V1,
            Trap = new TrapName(enterprise, trap.GenericTrap, trap.SpecificTrap).ToOid(),
            UpTime = trap.TimeStamp,
            VarBinds = table.ToVarBinds(trap.VarBindList),
            AgentAddress = new IPAddress(BitConverter.IsLittleEndian ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(trap.AgentAddress) : trap.AgentAddress),
            ReceivedAt = now,
        };
    }

    /// <summary>Reads a trap or inform of v2c or v3.</summary>
    public static Notification? ReadV2(in PduView pdu, VarBindTable table, SnmpVersion version, IPEndPoint source, long now)
    {
        if (pdu.Type is not (PduType.TrapV2 or PduType.Inform) || table.Read(pdu.VarBindList) != BerFault.None || table.Count < 2) return null;
        ImmutableArray<VarBind> all = table.ToVarBinds(pdu.VarBindList);
        if (all[0].Name != TrapOids.UpTime || !all[0].Value.TryGetUInt64(out ulong upTime) || all[1].Name != TrapOids.TrapName || all[1].Value.Type != SnmpType.ObjectIdentifier) return null;
        return new Notification
        {
            Source = source,
            Version = version,
            Trap = all[1].Value.Identifier,
            UpTime = unchecked((uint)upTime),
            VarBinds = all.RemoveRange(0, 2),
            IsInform = pdu.Type == PduType.Inform,
            ReceivedAt = now,
        };
    }
}

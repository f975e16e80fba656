using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Agent;

/// <summary>Asks an agent without any socket.</summary>
internal static class AgentTalk
{
    public static Answered? Ask(this SnmpAgent agent, PduType type, SnmpVersion version, string community, int first, int second, params VarBind[] varBinds)
    {
        BerWriter writer = new(new byte[Limits.DatagramBytes]);
        PduView.Write(ref writer, type, 4711, first, second, varBinds);
        MessageView.WriteCommunity(ref writer, version, System.Text.Encoding.UTF8.GetBytes(community));
        byte[] buffer = new byte[Limits.DatagramBytes];
        int length = agent.Answer(writer.Written, buffer);
        if (length == 0) return null;
        Assert.Equal(BerFault.None, MessageView.Read(buffer.AsSpan(buffer.Length - length), out MessageView message));
        Assert.Equal(version, message.Version);
        Assert.Equal(community, System.Text.Encoding.UTF8.GetString(message.Community));
        Assert.Equal(BerFault.None, PduView.Read(message.Pdu, out PduView pdu));
        Assert.Equal(PduType.Response, pdu.Type);
        Assert.Equal(4711, pdu.RequestId);
        VarBindTable table = new();
        Assert.Equal(BerFault.None, table.Read(pdu.VarBindList));
        return new Answered((SnmpErrorStatus)pdu.ErrorStatus, pdu.ErrorIndex, [.. table.ToVarBinds(pdu.VarBindList)], length);
    }

    public static Answered Get(this SnmpAgent agent, params Oid[] names) => agent.Ask(PduType.Get, SnmpVersion.V2c, "reader", 0, 0, Questions(names))!;

    public static Answered GetNext(this SnmpAgent agent, SnmpVersion version, params Oid[] names) => agent.Ask(PduType.GetNext, version, "reader", 0, 0, Questions(names))!;

    public static Answered GetBulk(this SnmpAgent agent, int nonRepeaters, int repetitions, params Oid[] names) =>
        agent.Ask(PduType.GetBulk, SnmpVersion.V2c, "reader", nonRepeaters, repetitions, Questions(names))!;

    public static Answered Set(this SnmpAgent agent, params VarBind[] changes) => agent.Ask(PduType.Set, SnmpVersion.V2c, "writer", 0, 0, changes)!;

    public static VarBind[] Questions(params Oid[] names) => [.. names.Select(n => new VarBind(n))];
}

/// <summary>What the agent said.</summary>
internal sealed record Answered(SnmpErrorStatus Status, int Index, VarBind[] VarBinds, int Bytes)
{
    public SnmpValue[] Values => [.. VarBinds.Select(v => v.Value)];
}

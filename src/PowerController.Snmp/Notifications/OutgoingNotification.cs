using System.Collections.Immutable;
using System.Net;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Client;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Notifications;

/// <summary>A notification to be sent, in the form of v2; a v1 trap is made of it where the receiver wants one.</summary>
public sealed record OutgoingNotification(Oid Trap, uint UpTime, ImmutableArray<VarBind> VarBinds)
{
    /// <summary>v1: the kind of the sender, which a standard trap brings as its enterprise.</summary>
    public Oid Sender { get; init; }

    /// <summary>v1: the address the sender says it has.</summary>
    public IPAddress AgentAddress { get; init; } = IPAddress.Any;

    /// <summary>All variables, up time and name first.</summary>
    public ImmutableArray<VarBind> AllVarBinds() =>
        [new VarBind(TrapOids.UpTime, SnmpValue.TimeTicks(UpTime)), new VarBind(TrapOids.TrapName, SnmpValue.ObjectIdentifier(Trap)), .. VarBinds];

    /// <summary>Writes the whole message of a v1 or v2c trap.</summary>
    internal void Write(ref BerWriter writer, CommunityCredentials credentials, int requestId)
    {
        if (credentials.Version == SnmpVersion.V1)
        {
            TrapName name = TrapName.Of(Trap, Sender);
            // RFC 3584: Counter64 does not exist in v1, and a v1 trap leaves such variables out.
            VarBind[] varBinds = [.. VarBinds.Where(v => v.Value.Type != SnmpType.Counter64)];
            IPAddress own = AgentAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? AgentAddress : IPAddress.Any;
            TrapV1View.Write(ref writer, name.Enterprise, (uint)SnmpValue.IpAddress(own).Bits, name.Generic, name.Specific, UpTime, varBinds);
        }
        else
        {
            PduView.Write(ref writer, PduType.TrapV2, requestId, 0, 0, AllVarBinds().AsSpan());
        }

        MessageView.WriteCommunity(ref writer, credentials.Version, credentials.Octets);
    }

    /// <summary>Writes the whole message of a v3 trap, whose authority is the sender's engine.</summary>
    internal void Write(ref BerWriter writer, UsmCredentials credentials, int requestId, SnmpEngine engine)
    {
        PduView.Write(ref writer, PduType.TrapV2, requestId, 0, 0, AllVarBinds().AsSpan());
        V3Envelope envelope = new()
        {
            MessageId = requestId,
            Level = credentials.Level,
            EngineId = engine.Id.Octets,
            Boots = engine.Boots,
            Time = engine.Seconds,
            UserName = credentials.User.NameOctets,
            Keys = credentials.Level == Security.UsmLevel.NoAuthNoPriv ? null : credentials.User.KeysFor(engine.Id),
            Salt = engine.NextSalt(),
            ContextEngineId = engine.Id.Octets,
            ContextName = credentials.ContextName,
        };
        envelope.Seal(ref writer);
    }
}

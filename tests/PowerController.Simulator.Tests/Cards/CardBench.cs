using System.Net;
using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Notifications;

namespace PowerController.Simulator.Cards;

/// <summary>A card on a bench: asked and told over its datagrams, with a clock that is moved by hand.</summary>
internal sealed class CardBench
{
    private readonly Oid _base;

    public CardBench(CardProfile profile, UpsSettings? settings = null, UpsSpecification? specification = null)
    {
        _base = profile == CardProfile.Apc ? Oid.Parse("1.3.6.1.4.1.318.1.1.1") : Oid.Parse("1.3.6.1.2.1.33.1");
        Physics = new UpsPhysics(specification, settings);
        Card = new SimulatedCard(profile, Physics, new CardOptions { OnTrap = Traps.Add }, Time);
    }

    public ManualTime Time { get; } = new();

    public UpsPhysics Physics { get; }

    public SimulatedCard Card { get; }

    public List<OutgoingNotification> Traps { get; } = [];

    /// <summary>The traps so far by what tells them apart; forgets them.</summary>
    public string TakeTraps()
    {
        string text = string.Join(' ', Traps.Select(t => t.Trap.ToString()[(t.Trap.ToString().LastIndexOf(".0.", StringComparison.Ordinal) + 3)..]));
        Traps.Clear();
        return text;
    }

    public void Wait(double seconds)
    {
        Time.Move(TimeSpan.FromSeconds(seconds));
        Card.Advance();
    }

    public void FailMains() => Card.Do(c => c.Physics.FailInput());

    public void RestoreMains() => Card.Do(c => c.Physics.RestoreInput());

    public Oid At(string below) => Oid.Parse($"{_base}.{below}");

    public SnmpValue Get(string below) => Ask(PduType.Get, new VarBind(At(below)))?.Values[0] ?? SnmpValue.Null;

    public long Number(string below) => Get(below).TryGetInt64(out long number) ? number : throw new InvalidOperationException($"{below} is no number: {Get(below)}");

    public SnmpErrorStatus Set(string below, int value) => Set(below, SnmpValue.Integer32(value));

    public SnmpErrorStatus SetTicks(string below, double seconds) => Set(below, SnmpValue.TimeTicks((uint)(seconds * 100)));

    public SnmpErrorStatus Set(string below, SnmpValue value) => Ask(PduType.Set, new VarBind(At(below), value))!.Status;

    /// <summary>Null when there is no answer.</summary>
    public CardAnswer? Ask(PduType type, params VarBind[] varBinds)
    {
        BerWriter writer = new(new byte[2000]);
        PduView.Write(ref writer, type, 99, 0, 0, varBinds);
        MessageView.WriteCommunity(ref writer, SnmpVersion.V2c, "private"u8);
        Peer peer = new();
        Card.Handle(writer.Written, peer);
        LastPeer = peer;
        return peer.Sent.Count == 0 ? null : CardAnswer.Read(peer.Sent[^1]);
    }

    /// <summary>The object that follows; null when there is no answer.</summary>
    public VarBind? AskNext(Oid after) => Ask(PduType.GetNext, new VarBind(after)) is { } answer ? new VarBind(answer.Names[0], answer.Values[0]) : null;

    public Peer LastPeer { get; private set; } = new();

    internal sealed class Peer : DatagramPeer
    {
        public override IPEndPoint Remote { get; } = new(IPAddress.Loopback, 40000);

        public List<byte[]> Sent { get; } = [];

        public override void Send(ReadOnlySpan<byte> octets) => Sent.Add(octets.ToArray());
    }
}

/// <summary>What a card answered.</summary>
internal sealed record CardAnswer(int RequestId, SnmpErrorStatus Status, Oid[] Names, SnmpValue[] Values)
{
    public static CardAnswer Read(byte[] octets)
    {
        Assert.Equal(BerFault.None, MessageView.Read(octets, out MessageView message));
        Assert.Equal(BerFault.None, PduView.Read(message.Pdu, out PduView pdu));
        VarBindTable table = new();
        Assert.Equal(BerFault.None, table.Read(pdu.VarBindList));
        var varBinds = table.ToVarBinds(pdu.VarBindList);
        return new CardAnswer(pdu.RequestId, (SnmpErrorStatus)pdu.ErrorStatus, [.. varBinds.Select(v => v.Name)], [.. varBinds.Select(v => v.Value)]);
    }
}

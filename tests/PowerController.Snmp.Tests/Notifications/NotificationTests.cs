using System.Net;
using System.Threading.Channels;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Client;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Notifications;

public class NotificationTests
{
    private static readonly Oid Apc = Oid.Parse("1.3.6.1.4.1.318");
    private static readonly OutgoingNotification OnBattery = new(Apc.Append(0, 5), 4711, [new VarBind(Apc.Append(2, 3, 3, 0), SnmpValue.Text("on battery"))]) { AgentAddress = IPAddress.Parse("10.9.8.7") };
    private readonly Channel<Notification> _heard = Channel.CreateUnbounded<Notification>();
    private readonly ListenerOptions _options = new() { Communities = [new("traps")] };

    [Theory]
    [InlineData(SnmpVersion.V1)]
    [InlineData(SnmpVersion.V2c)]
    public async Task Trap_Sent_IsHeardWithSourceNameAndVariables(SnmpVersion version)
    {
        using DatagramHost host = new();
        IPEndPoint at = host.Serve(new IPEndPoint(IPAddress.Loopback, 0), NewListener());
        using NotificationSender sender = new(IPAddress.Parse("127.0.9.1"));
        Assert.True(sender.TrySend(new SnmpTarget(at, new CommunityCredentials(version, "traps")), OnBattery));
        Notification heard = await _heard.Reader.ReadAsync(Deadline());
        Assert.Equal((version, OnBattery.Trap, 4711u, IPAddress.Parse("127.0.9.1")), (heard.Version, heard.Trap, heard.UpTime, heard.Source.Address));
        Assert.Equal(OnBattery.VarBinds, heard.VarBinds);
        Assert.Equal(version == SnmpVersion.V1 ? IPAddress.Parse("10.9.8.7") : null, heard.AgentAddress);
    }

    [Fact]
    public async Task Inform_Heard_IsAcknowledged()
    {
        using DatagramHost host = new();
        NotificationListener listener = NewListener();
        IPEndPoint at = host.Serve(new IPEndPoint(IPAddress.Loopback, 0), listener);
        using NotificationSender sender = new(IPAddress.Loopback);
        SnmpReply reply = await sender.InformAsync(new SnmpTarget(at, SnmpCredentials.V2c("traps")), OnBattery);
        Assert.Equal(SnmpFailure.None, reply.Failure);
        Assert.True((await _heard.Reader.ReadAsync(Deadline())).IsInform);
        Assert.Equal(1, listener.Counters.Acknowledged);
    }

    [Fact]
    public async Task Inform_WithTheFirstLost_IsSentAgain()
    {
        NotificationListener listener = NewListener();
        using DatagramHost host = new();
        IPEndPoint at = host.Serve(new IPEndPoint(IPAddress.Loopback, 0), new LosesTheFirst(listener));
        using NotificationSender sender = new(IPAddress.Loopback);
        SnmpTarget receiver = new(at, SnmpCredentials.V2c("traps")) { Timeout = TimeSpan.FromSeconds(4), Retries = 10 };
        Assert.True((await sender.InformAsync(receiver, OnBattery)).Succeeded);
    }

    [Fact]
    public async Task Inform_InV1_IsRefusedBeforeSending()
    {
        using NotificationSender sender = new(IPAddress.Loopback);
        SnmpReply reply = await sender.InformAsync(new SnmpTarget(new IPEndPoint(IPAddress.Loopback, 9), SnmpCredentials.V1("traps")), OnBattery);
        Assert.Equal(SnmpFailureKind.NotInThisVersion, reply.Failure.Kind);
    }

    [Fact]
    public void Listener_OfWrongCommunityForeignOrMalformed_DropsAndCountsEach()
    {
        NotificationListener listener = new(_options with { IsKnown = a => !a.Equals(IPAddress.Parse("127.6.6.6")) }, n => _heard.Writer.TryWrite(n));
        byte[] good = Message("traps", PduType.TrapV2);
        listener.Handle(good, new FakePeer("127.6.6.6"));
        listener.Handle(Message("guess", PduType.TrapV2), new FakePeer());
        listener.Handle(good.AsSpan(0, good.Length - 9), new FakePeer());
        listener.Handle([1, 2, 3], new FakePeer());
        listener.Handle(Message("traps", PduType.Get), new FakePeer());
        Assert.Equal(new ListenerCounters { Received = 5, Foreign = 1, WrongCommunity = 1, Malformed = 3 }, listener.Counters);
        listener.Handle(good, new FakePeer());
        Assert.Equal(1, listener.Counters.Notifications);
    }

    [Fact]
    public void Listener_WithAReceiverThatThrows_GoesOn()
    {
        NotificationListener listener = new(_options, _ => throw new InvalidOperationException("defect"));
        FakePeer peer = new();
        listener.Handle(Message("traps", PduType.Inform), peer);
        listener.Handle(Message("traps", PduType.Inform), peer);
        Assert.Equal((2, 2), (listener.Counters.ReceiverFaults, peer.Sent.Count));
    }

    [Theory]
    [InlineData("1.3.6.1.4.1.318", 6, 5, "1.3.6.1.4.1.318.0.5")]
    [InlineData("1.3.6.1.4.1.9", 0, 0, "1.3.6.1.6.3.1.1.5.1")]
    [InlineData("1.3.6.1.4.1.9", 4, 0, "1.3.6.1.6.3.1.1.5.5")]
    public void TrapName_OfV1_BecomesThatOfV2AndBack(string enterprise, int generic, int specific, string expected)
    {
        TrapName name = new(Oid.Parse(enterprise), generic, specific);
        Assert.Equal(Oid.Parse(expected), name.ToOid());
        Assert.Equal(name, TrapName.Of(name.ToOid(), Oid.Parse(enterprise)));
    }

    [Fact]
    public void TrapName_WithoutAZero_TakesTheWholePrefixAsEnterprise() =>
        Assert.Equal(new TrapName(Oid.Parse("1.3.6.1.4.1.5.7"), 6, 8), TrapName.Of(Oid.Parse("1.3.6.1.4.1.5.7.8"), default));

    private NotificationListener NewListener() => new(_options, n => _heard.Writer.TryWrite(n));

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private static byte[] Message(string community, PduType type)
    {
        BerWriter writer = new(new byte[2000]);
        PduView.Write(ref writer, type, 1, 0, 0, OnBattery.AllVarBinds().AsSpan());
        MessageView.WriteCommunity(ref writer, SnmpVersion.V2c, System.Text.Encoding.UTF8.GetBytes(community));
        return writer.Written.ToArray();
    }

    private sealed class LosesTheFirst(IDatagramService behind) : IDatagramService
    {
        private bool _lost;

        public void Handle(ReadOnlySpan<byte> datagram, DatagramPeer peer)
        {
            if (_lost) behind.Handle(datagram, peer);
            _lost = true;
        }
    }
}

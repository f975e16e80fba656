using System.Net;
using System.Threading.Channels;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Notifications;

public sealed class NotificationV3Tests : IDisposable
{
    private static readonly OutgoingNotification OnBattery = new(Oid.Parse("1.3.6.1.4.1.318.0.5"), 4711, [new VarBind(Oid.Parse("1.3.6.1.4.1.318.2.3.3.0"), SnmpValue.Text("on battery"))]);
    private readonly Channel<Notification> _heard = Channel.CreateUnbounded<Notification>();
    private readonly UsmUser _user = new("trapper", AuthProtocol.Sha512, "authentication password", PrivProtocol.Aes256, "privacy password");
    private readonly SnmpEngine _card = new(SnmpEngine.IdFrom("card"), boots: 5);
    private readonly DatagramHost _host = new();
    private readonly NotificationListener _listener;
    private readonly NotificationSender _sender;
    private readonly IPEndPoint _at;

    public NotificationV3Tests()
    {
        _listener = new(new ListenerOptions { Users = [new(_user)], Engine = new SnmpEngine(SnmpEngine.IdFrom("terminal")) }, n => _heard.Writer.TryWrite(n));
        _at = _host.Serve(new IPEndPoint(IPAddress.Loopback, 0), _listener, ownThread: true);
        _sender = new NotificationSender(IPAddress.Loopback, _card);
    }

    public void Dispose()
    {
        _sender.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task Trap_Encrypted_IsHeard()
    {
        Assert.True(_sender.TrySend(To(_user), OnBattery));
        Notification heard = await _heard.Reader.ReadAsync(Deadline());
        Assert.Equal((SnmpVersion.V3, OnBattery.Trap, "trapper", false), (heard.Version, heard.Trap, heard.User, heard.IsInform));
        Assert.Equal(OnBattery.VarBinds, heard.VarBinds);
    }

    [Fact]
    public async Task Inform_Encrypted_IsAcknowledged()
    {
        Assert.Equal(SnmpFailure.None, (await _sender.InformAsync(To(_user), OnBattery)).Failure);
        Assert.True((await _heard.Reader.ReadAsync(Deadline())).IsInform);
        Assert.Equal((1, 0), (_listener.Counters.Acknowledged, _listener.Counters.NotAuthentic));
    }

    [Fact]
    public async Task Inform_WithAWrongPassword_IsRefused()
    {
        UsmUser wrong = new("trapper", AuthProtocol.Sha512, "another password", PrivProtocol.Aes256, "privacy password");
        Assert.Equal(SnmpFailureKind.WrongDigest, (await _sender.InformAsync(To(wrong), OnBattery)).Failure.Kind);
        Assert.Equal((0, 1), (_listener.Counters.Notifications, _listener.Counters.NotAuthentic));
    }

    [Fact]
    public async Task Trap_FromAnEngineWhoseBootsWentBack_IsDroppedAsOld()
    {
        _sender.TrySend(To(_user), OnBattery);
        await _heard.Reader.ReadAsync(Deadline());
        _card.Restart(boots: 4);
        _sender.TrySend(To(_user), OnBattery);
        _card.Restart(boots: 6);
        _sender.TrySend(To(_user), OnBattery);
        await _heard.Reader.ReadAsync(Deadline());
        Assert.Equal((2, 1), (_listener.Counters.Notifications, _listener.Counters.Old));
    }

    [Fact]
    public async Task Trap_OfAStrangerOrWithAWrongPassword_IsDropped()
    {
        _sender.TrySend(To(new UsmUser("stranger")), OnBattery);
        _sender.TrySend(To(new UsmUser("trapper", AuthProtocol.Sha512, "another password", PrivProtocol.Aes256, "privacy password")), OnBattery);
        _sender.TrySend(To(_user), OnBattery);
        await _heard.Reader.ReadAsync(Deadline());
        Assert.Equal((1, 2), (_listener.Counters.Notifications, _listener.Counters.NotAuthentic));
    }

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private SnmpTarget To(UsmUser user) => new(_at, SnmpCredentials.V3(user));
}

using System.Net;
using System.Threading.Channels;
using PowerController.Simulator.Cards;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;
using PowerController.Snmp.Notifications;
using PowerController.Snmp.Security;

namespace PowerController.Peers.Cards;

/// <summary>Simulated cards on real sockets: every fault is a reading error of its own, traps arrive, and one socket carries many cards.</summary>
public sealed class CardsOnTheWireTests : IDisposable
{
    private static readonly Oid Charge = Oid.Parse("1.3.6.1.4.1.318.1.1.1.2.2.1.0");
    private readonly CardFleet _fleet = new();
    private readonly DatagramHost _host = new();
    private readonly SnmpClient _client = new();
    private readonly UsmUser _user = new("monitor", AuthProtocol.Sha256, "authentication password", PrivProtocol.Aes128, "privacy password");

    public static TheoryData<string, SnmpFailureKind> Faults => new()
    {
        { "silent", SnmpFailureKind.Timeout },
        { "slow", SnmpFailureKind.Timeout },
        { "wrong id", SnmpFailureKind.Timeout },
        { "wrong source", SnmpFailureKind.ForeignAnswer },
        { "garbage", SnmpFailureKind.MalformedAnswer },
        { "truncated", SnmpFailureKind.MalformedAnswer },
        { "error", SnmpFailureKind.ErrorStatus },
        { "duplicates", SnmpFailureKind.None },
        { "loses some", SnmpFailureKind.None },
    };

    public void Dispose()
    {
        _client.Dispose();
        _fleet.Dispose();
        _host.Dispose();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_OfACard_IsAReadingErrorOfItsOwn(string fault, SnmpFailureKind expected)
    {
        SimulatedCard card = new(CardProfile.Apc);
        SnmpTarget target = new(_fleet.Add(card, new IPEndPoint(IPAddress.Loopback, 0)), SnmpCredentials.V2c("public")) { Timeout = TimeSpan.FromSeconds(1.5), Retries = 3 };
        Assert.True((await _client.GetAsync(target, Charge)).Succeeded);
        card.Faults = fault switch
        {
            "silent" => new CardFaults { Silent = true },
            "slow" => new CardFaults { Delay = TimeSpan.FromSeconds(30) },
            "wrong id" => new CardFaults { WrongRequestId = true },
            "wrong source" => new CardFaults { WrongSource = true },
            "garbage" => new CardFaults { Garbage = true },
            "truncated" => new CardFaults { Truncated = true },
            "error" => new CardFaults { Error = SnmpErrorStatus.ResourceUnavailable },
            "duplicates" => new CardFaults { Duplicates = 3 },
            _ => new CardFaults { LosesEvery = 2 },
        };
        Assert.Equal(expected, (await _client.SendAsync(target, PreparedRequest.Get(Charge))).Failure.Kind);
        card.Faults = CardFaults.None;
        Assert.True((await _client.GetAsync(target, Charge)).Succeeded);
    }

    [Fact]
    public async Task Restart_OfACard_IsFollowedByAV3Client()
    {
        SimulatedCard card = new(CardProfile.Apc, options: new CardOptions { Users = [new(_user)], StartTime = TimeSpan.Zero });
        SnmpTarget target = new(_fleet.Add(card, new IPEndPoint(IPAddress.Loopback, 0)), SnmpCredentials.V3(_user));
        Assert.True((await _client.GetAsync(target, Charge)).Succeeded);
        card.Restart();
        Assert.True((await _client.GetAsync(target, Charge)).Succeeded);
        Assert.Equal(1, card.Counters.NotInTimeWindow);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2c")]
    [InlineData("v2c inform")]
    [InlineData("v3")]
    [InlineData("v3 inform")]
    public async Task Outage_OfACard_IsHeardFromItsAddress(string way)
    {
        Channel<Notification> heard = Channel.CreateUnbounded<Notification>();
        NotificationListener listener = new(
            new ListenerOptions { Communities = [new("traps")], Users = [new(_user)], Engine = new SnmpEngine(SnmpEngine.IdFrom("terminal")) }, n => heard.Writer.TryWrite(n));
        IPEndPoint at = _host.Serve(new IPEndPoint(IPAddress.Loopback, 0), listener, ownThread: true);
        SnmpCredentials credentials = way[..2] == "v3" ? SnmpCredentials.V3(_user) : way[..2] == "v1" ? SnmpCredentials.V1("traps") : SnmpCredentials.V2c("traps");
        IPAddress own = IPAddress.Parse("127.0.12.1");
        SimulatedCard card = new(CardProfile.Apc, options: new CardOptions
        {
            TrapsFrom = own,
            Receivers = [new TrapReceiver(new SnmpTarget(at, credentials) { Timeout = TimeSpan.FromSeconds(10) }, WantsInforms: way.EndsWith("inform", StringComparison.Ordinal))],
        });
        _fleet.Add(card, new IPEndPoint(own, 0));
        card.Do(c => c.Physics.FailInput());
        Notification notification = await heard.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        Assert.Equal((Oid.Parse("1.3.6.1.4.1.318.0.5"), own), (notification.Trap, notification.Source.Address));
        Assert.Equal(way.EndsWith("inform", StringComparison.Ordinal), notification.IsInform);
    }

    [Fact]
    public async Task Countdown_OfACardNobodyAsks_EndsInRealTimeWithATrap()
    {
        Channel<OutgoingNotification> said = Channel.CreateUnbounded<OutgoingNotification>();
        SimulatedCard card = new(CardProfile.Apc, options: new CardOptions { OnTrap = n => said.Writer.TryWrite(n) });
        _fleet.Add(card, new IPEndPoint(IPAddress.Loopback, 0));
        card.Do(c => c.Physics.OrderOff(TimeSpan.FromMilliseconds(400), Simulator.Cards.Physics.Wake.Never));
        OutgoingNotification trap = await said.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        Assert.Equal(Oid.Parse("1.3.6.1.4.1.318.0.12"), trap.Trap);
    }

    [Fact]
    public async Task Thousand_CardsOnOneSocket_AnswerEachForItself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "One socket for many addresses needs Linux.");
        Dictionary<IPAddress, SimulatedCard> cards = [];
        for (int i = 0; i < 1000; i++)
            cards[new IPAddress([127, 3, (byte)(i / 250), (byte)(1 + (i % 250))])] = new SimulatedCard(CardProfile.Apc, options: new CardOptions { Identity = new CardIdentity { Serial = $"SIM{i}" } });
        int port = _fleet.AddMany(cards);
        Oid serial = Oid.Parse("1.3.6.1.4.1.318.1.1.1.1.2.3.0");
        SnmpReply[] replies = await Task.WhenAll(cards.Keys.Select(a => _client.GetAsync(new SnmpTarget(new IPEndPoint(a, port), SnmpCredentials.V2c("public")) { Timeout = TimeSpan.FromSeconds(20), Retries = 5 }, serial)));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"SIM{i}"), replies.Select(r => r[serial].ToString()));
    }
}

using System.Net;
using PowerController.Devices.Polling;
using PowerController.Devices.Profiles;
using PowerController.Devices.Tests.Snmp;
using PowerController.Snmp;
using PowerController.Snmp.Notifications;

namespace PowerController.Devices.Tests.Polling;

public class TrapRouterTests
{
    private static readonly IPAddress Card = IPAddress.Parse("10.0.0.5");
    private readonly FakeNetwork _net = new();
    private readonly TrapRouter _router;
    private readonly WatchedUps _ups;

    public TrapRouterTests()
    {
        _router = new TrapRouter(_net.Poller, ProfileLibrary.BuiltIn);
        _ups = _net.Add("UPS1", SampleCards.SmartUps());
        _router.Add(Card, _ups);
        _net.Run(TimeSpan.FromSeconds(10.5));
    }

    [Fact]
    public void Trap_OfAWatchedCard_HurriesItsPollAndSaysWhatItMeans()
    {
        var before = _net.Started.Count;
        var news = _router.Route(Trap(Card))!;
        Assert.Equal(("on battery", _ups), (news.Meaning, news.Ups));
        Assert.Equal(before + 1, _net.Started.Count);
    }

    [Fact]
    public void Trap_ByItself_ChangesNothing()
    {
        _router.Route(Trap(Card));
        _net.Run(TimeSpan.FromSeconds(1));
        Assert.False(_ups.IsOnBattery);
        Assert.Equal(0, _net.Poller.Counters.OnBattery);
    }

    [Fact]
    public void Trap_OfAStranger_IsNobodysAndHurriesNothing()
    {
        var before = _net.Started.Count;
        Assert.Null(_router.Route(Trap(IPAddress.Parse("10.0.0.66"))));
        Assert.Equal(before, _net.Started.Count);
    }

    [Fact]
    public void Trap_ThroughARelay_IsTheCardsThatItNames() =>
        Assert.NotNull(_router.Route(Trap(IPAddress.Parse("10.0.0.66")) with { AgentAddress = Card }));

    [Fact]
    public void Trap_OfACardThatIsWatchedNoMore_IsNobodys()
    {
        _router.Remove(Card);
        Assert.Null(_router.Route(Trap(Card)));
    }

    private static Notification Trap(IPAddress source) => new()
    {
        Source = new IPEndPoint(source, 162), Version = SnmpVersion.V2c, Trap = Oid.Parse("1.3.6.1.4.1.318.0.5"), UpTime = 0, VarBinds = [], ReceivedAt = 0,
    };
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Following;
using PowerController.Snmp.Agent;

namespace PowerController.Runtime.Notifications;

public sealed class MessengerTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly FollowedSite _site = new(SampleNotices.Start);
    private readonly SetClock _clock = new(SampleNotices.Start);
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly List<string> _told = [];

    public MessengerTests()
    {
        _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _server.ReceiveTimeout = 30_000;
    }

    public void Dispose()
    {
        _server.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Entries_GoToWhomTheyConcern_Once()
    {
        for (var start = 0; start < 2; start++)
        {
            using var messenger = Messenger(new ReceiverSettings("log", Syslog(), [DiaryKind.Power], Urgency.Warning));
            messenger.Start();
            messenger.Wrote(SampleNotices.Entry(1, text: "first"));
            messenger.Wrote(SampleNotices.Entry(2, text: "not urgent", urgency: Urgency.Information));
            messenger.Wrote(SampleNotices.Entry(3, text: "of another kind", kind: DiaryKind.Command));
            messenger.Wrote(SampleNotices.Entry(4, text: "last"));
            if (start == 0)
            {
                Assert.EndsWith("UPS1: first", Heard(), StringComparison.Ordinal);
                Assert.EndsWith("UPS1: last", Heard(), StringComparison.Ordinal);
            }
            else
            {
                // Only this one is new: the others were told again by the journal.
                messenger.Wrote(SampleNotices.Entry(5, text: "after the restart"));
                Assert.EndsWith("UPS1: after the restart", Heard(), StringComparison.Ordinal);
            }

            messenger.Stop();
        }

        Assert.Equal(0, _server.Available);
        Assert.Empty(_told);
    }

    [Fact]
    public void Stopped_BeforeDelivery_DeliversAfterTheNextStart()
    {
        using (var messenger = Messenger(new ReceiverSettings("log", new ToSyslog("127.0.0.1", 9, SyslogTransport.Tcp, null, null), [], Urgency.Information)))
        {
            messenger.Start();
            messenger.Wrote(SampleNotices.Entry(1, text: "kept"));
            messenger.Stop();
        }

        using var again = Messenger(new ReceiverSettings("log", Syslog(), [], Urgency.Information));
        again.Start();
        Assert.EndsWith("UPS1: kept", Heard(), StringComparison.Ordinal);
        again.Stop();
    }

    [Fact]
    public void NewReceiver_IsNotToldWhatWasLongAgo()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        using var messenger = Messenger(new ReceiverSettings("log", Syslog(), [], Urgency.Information));
        messenger.Start();
        messenger.Wrote(SampleNotices.Entry(1, text: "long ago"));
        messenger.Wrote(SampleNotices.Entry(3_590, text: "just now"));

        Assert.EndsWith("UPS1: just now", Heard(), StringComparison.Ordinal);
        messenger.Stop();
    }

    [Fact]
    public void ReceiverThatCannotBeMade_IsToldOfAndOthersAreServed()
    {
        using var messenger = Messenger(
            new ReceiverSettings("nms", new ToSnmp("127.0.0.1", 162, new Model.Sites.UserAccess("u", Model.Sites.SnmpAuthentication.Sha256, new Model.Sites.SecretVariable("none"), Model.Sites.SnmpPrivacy.None, null), true), [], Urgency.Information),
            new ReceiverSettings("log", Syslog(), [], Urgency.Information));
        messenger.Start();
        messenger.Wrote(SampleNotices.Entry(1));

        Assert.EndsWith("UPS1: on battery", Heard(), StringComparison.Ordinal);
        Assert.Contains("'nms' is not told anything", Assert.Single(_told), StringComparison.Ordinal);
        messenger.Stop();
    }

    [Fact]
    public void OtherReceivers_TakeOverWhatWaitsForThem()
    {
        using var messenger = Messenger(new ReceiverSettings("log", new ToSyslog("127.0.0.1", 9, SyslogTransport.Tcp, null, null), [], Urgency.Information));
        messenger.Start();
        messenger.Wrote(SampleNotices.Entry(1, text: "before"));
        messenger.Use(new NotificationSettings(null, TimeSpan.FromSeconds(30), [new ReceiverSettings("log", Syslog(), [], Urgency.Information)]), _site.Configuration.Site);
        Assert.EndsWith("UPS1: before", Heard(), StringComparison.Ordinal);

        messenger.Wrote(SampleNotices.Entry(2, text: "after"));
        Assert.EndsWith("UPS1: after", Heard(), StringComparison.Ordinal);
        messenger.Stop();
    }

    [Fact]
    public void Sorts_FollowWhatChangedInTheTurn()
    {
        _site.Hear(SampleNotices.Start, _ => FollowedSite.OnBattery(73));
        var state = _site.Current.State;
        var good = state.Upses[0] with { Mains = MainsState.Good, SilentSince = null };
        var lost = good with { Mains = MainsState.Lost };

        Assert.Equal(NoticeSort.UpsOnBattery, Sort(good, lost));
        Assert.Equal(NoticeSort.UpsOnBattery, Sort(lost, lost with { FailedSince = TimeSpan.FromSeconds(1) }));
        Assert.Equal(NoticeSort.UpsOnMains, Sort(lost, good));
        Assert.Equal(NoticeSort.UpsLowBattery, Sort(lost, lost with { ExhaustingSince = TimeSpan.FromSeconds(1) }));
        Assert.Equal(NoticeSort.UpsSilent, Sort(good, good with { SilentSince = TimeSpan.FromSeconds(1) }));
        Assert.Equal(NoticeSort.UpsAnswers, Sort(good with { SilentSince = TimeSpan.FromSeconds(1) }, good));
        Assert.Equal(NoticeSort.UpsAlarm, Sort(good, good with { Alarms = Conditions.Overload }));
        Assert.Equal(NoticeSort.SiteAlarm, Sort(good, good));

        NoticeSort Sort(UpsState was, UpsState now)
        {
            var (sort, objects) = NoticeSorter.Sort(SampleNotices.Entry(1) with { Run = null }, With(was), With(now), _site.Current);
            Assert.All(objects, told => Assert.NotNull(PowerControllerMib.Instance(told.Name, told.Index).ToString()));
            if (sort == NoticeSort.UpsOnBattery)
                Assert.Equal(["UPS1", "73", "1800", "30"], objects.Select(told => told.Text ?? told.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            return sort;
        }

        SiteState With(UpsState ups) => state with { Upses = Table<UpsState>.Of([ups, state.Upses[1]]) };
    }

    private string Heard()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _server.Receive(buffer));
    }

    private ToSyslog Syslog() => new("127.0.0.1", ((IPEndPoint)_server.LocalEndPoint!).Port, SyslogTransport.Udp, null, null);

    private Messenger Messenger(params ReceiverSettings[] receivers) => new(
        new NotificationSettings(null, TimeSpan.FromSeconds(30), [.. receivers]), _site.Configuration.Site, _site, new SnmpEngine(SnmpEngine.IdFrom("test")),
        new Surroundings("terminal", _scratch.Path, _scratch.Path, _ => throw new IOException("no secret"), (_, text) => _told.Add(text), _clock));
}

using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Diary;
using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications.Queueing;
using PowerController.Snmp.Agent;

namespace PowerController.Runtime.Notifications;

/// <summary>Which turn an entry belongs to, and so which notification it becomes.</summary>
public sealed class NoticeTurnTests
{
    [Fact]
    public void WhatTheProgramSaysAfterATurn_IsNotTakenForAPartOfIt()
    {
        using var scratch = new ScratchDirectory();
        var clock = new SetClock(SampleNotices.Start);
        var site = new FollowedSite(SampleNotices.Start);
        var standby = site.Current.State with { Role = Role.Standby };
        var master = standby with { Role = Role.Master };
        using (var messenger = new Messenger(
            new NotificationSettings(null, TimeSpan.FromSeconds(30), [new ReceiverSettings("log", new ToSyslog("127.0.0.1", 9, SyslogTransport.Tcp, null, null), [], Urgency.Information)]),
            site.Configuration.Site, site, new SnmpEngine(SnmpEngine.IdFrom("test")),
            new Surroundings("terminal", scratch.Path, scratch.Path, _ => "", (_, _) => { }, clock)))
        {
            messenger.Start();
            messenger.Turned(new Woke(TimeSpan.Zero), standby, new Decision(master, [], default), replayed: false);
            messenger.Wrote(Of(7, 0, "this terminal leads"));
            messenger.Wrote(Of(7, 1, "this terminal leads, once more"));
            messenger.Wrote(Of(8, 0, "node1 is heard by one way only"));
            messenger.Stop();
        }

        using var spool = Spool.Open(scratch["notifications/log.queue"], clock);
        Assert.Equal([NoticeSort.MasterChanged, NoticeSort.MasterChanged, NoticeSort.SiteAlarm], spool.Waiting().Select(waiting => waiting.Notice.Sort));
    }

    private static DiaryEntry Of(long record, int place, string text) =>
        SampleNotices.Entry(Telling.NumberOf(record, place), "terminal", text, kind: DiaryKind.Host) with { Run = null };
}

using System.Collections.Immutable;
using PowerController.Model.Diary;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.Notifications;

/// <summary>Which notification of our MIB an entry is, by what changed in the turn it was written in.</summary>
internal static class NoticeSorter
{
    private const int NotTold = -1;

    public static (NoticeSort Sort, ImmutableArray<NoticeObject> Objects) Sort(DiaryEntry entry, SiteState before, SiteState after, SiteSnapshot figures)
    {
        if (after.Topology.Ups(entry.Subject) is >= 0 and var ups && OfUps(before, after, ups) is { } ofUps)
            return (ofUps, UpsObjects(ofUps, ups, after, figures));
        if (entry.Run is { } run && OfRun(before, after, run) is { } ofRun)
            return (ofRun, RunObjects(ofRun, entry, run, before, after));
        if (entry.Kind == DiaryKind.Host && before.Role != after.Role)
            return (NoticeSort.MasterChanged, [Text("pcSiteName", 0, after.Topology.Site.Name), Text("pcSiteMaster", 0, after.Role == Role.Master ? after.Self ?? "" : "")]);
        return (NoticeSort.SiteAlarm, Alarm(entry, after));
    }

    /// <summary>For an entry of which the turn is not known.</summary>
    public static ImmutableArray<NoticeObject> Alarm(DiaryEntry entry, SiteState state)
    {
        var group = GroupOf(entry.Subject, state.Topology);
        return
        [
            Text("pcSiteName", 0, state.Topology.Site.Name),
            Text("pcGroupName", group + 1, group >= 0 ? state.Topology.Site.Groups[group].Name : ""),
            Text("pcGroupReason", group + 1, $"{entry.Subject}: {entry.Text}"),
        ];
    }

    // The positions of a site that was swapped in this turn are others: then nothing is compared.
    private static NoticeSort? OfUps(SiteState before, SiteState after, int at)
    {
        if (!ReferenceEquals(before.Topology, after.Topology))
            return null;
        var (was, now) = (before.Upses[at], after.Upses[at]);
        return (was, now) switch
        {
            _ when was.SilentSince is null && now.SilentSince is not null => NoticeSort.UpsSilent,
            _ when was.SilentSince is not null && now.SilentSince is null => NoticeSort.UpsAnswers,
            _ when was.ExhaustingSince is null && now.ExhaustingSince is not null => NoticeSort.UpsLowBattery,
            _ when was.FailedSince is null && now.FailedSince is not null => NoticeSort.UpsOnBattery,
            _ when was.Mains == MainsState.Good && now.Mains == MainsState.Lost => NoticeSort.UpsOnBattery,
            _ when was.Mains == MainsState.Lost && now.Mains == MainsState.Good => NoticeSort.UpsOnMains,
            _ when was.Alarms != now.Alarms => NoticeSort.UpsAlarm,
            _ => null,
        };
    }

    private static NoticeSort? OfRun(SiteState before, SiteState after, RunId id)
    {
        var (was, now) = (Find(before, id), Find(after, id));
        return (was, now) switch
        {
            (null, null) => NoticeSort.RunEnded,
            (null, _) => NoticeSort.RunBegun,
            (_, null) => NoticeSort.RunEnded,
            _ when was.CommittedAt is null && now.CommittedAt is not null => NoticeSort.RunCommitment,
            _ => null,
        };
    }

    private static Run? Find(SiteState state, RunId id) => state.Runs.FirstOrDefault(run => run.Id == id);

    private static ImmutableArray<NoticeObject> UpsObjects(NoticeSort sort, int at, SiteState state, SiteSnapshot figures)
    {
        var row = at + 1;
        var known = at < figures.Upses.Length ? figures.Upses[at] : null;
        var reading = known?.Last;
        var name = Text("pcUpsName", row, state.Topology.Upses[at].Ups.Name);
        var charge = Number("pcUpsCharge", row, reading?.Charge?.Value ?? NotTold);
        var runTime = Number("pcUpsRunTime", row, reading?.RunTime?.TotalSeconds ?? NotTold);
        var load = Number("pcUpsLoad", row, reading?.Load?.Value ?? NotTold);
        return sort switch
        {
            NoticeSort.UpsOnMains => [name, charge, runTime],
            NoticeSort.UpsSilent => [name, Number("pcUpsReadingAge", row, known?.HeardAt is { } heard ? (state.Now - heard).TotalMilliseconds : NotTold)],
            NoticeSort.UpsAnswers => [name, Number("pcUpsSource", row, MibWords.Source(reading?.Source ?? OutputSource.Unknown))],
            NoticeSort.UpsAlarm => [name, Number("pcUpsConditions", row, (int)(reading?.Conditions ?? state.Upses[at].Alarms))],
            _ => [name, charge, runTime, load],
        };
    }

    private static ImmutableArray<NoticeObject> RunObjects(NoticeSort sort, DiaryEntry entry, RunId id, SiteState before, SiteState after)
    {
        var row = MibWords.RunIndex(id);
        var run = Find(after, id) ?? Find(before, id);
        var name = Text("pcRunName", row, id.ToString());
        var kind = Number("pcRunKind", row, run is null ? MibWords.KindOutage : MibWords.Kind(run));
        var remaining = Number("pcRunRemaining", row, run is null ? NotTold : Math.Max(0, (run.Deadlines.OffBy - after.Now).TotalSeconds));
        return sort switch
        {
            NoticeSort.RunBegun => [name, kind, Text("pcRunReason", row, run?.Why ?? entry.Text), remaining],
            NoticeSort.RunCommitment => [name, kind, remaining],
            _ => [name, kind, Number("pcRunState", row, MibWords.RunDone), Number("pcRunElapsed", row, run is null ? 0 : (after.Now - run.FailedAt).TotalSeconds)],
        };
    }

    private static int GroupOf(string subject, Topology topology)
    {
        var group = topology.Ups(subject) is >= 0 and var ups ? topology.Upses[ups].Ups.Group
            : topology.Node(subject) is >= 0 and var node ? topology.Nodes[node].Node.Group
            : topology.Disk(subject) is >= 0 and var disk ? topology.Disks[disk].Disk.Group
            : topology.Unit(subject) is >= 0 and var unit ? topology.Nodes[topology.Units[unit].Nodes[0]].Node.Group
            : null;
        return group is null ? -1 : topology.Site.Groups.ToList().FindIndex(one => string.Equals(one.Name, group, StringComparison.Ordinal));
    }

    private static NoticeObject Text(string name, long row, string text) => new(name, row, 0, text);

    private static NoticeObject Number(string name, long row, double number) => new(name, row, (long)Math.Clamp(Math.Round(number), int.MinValue, int.MaxValue));
}

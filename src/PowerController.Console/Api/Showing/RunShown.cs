using System.Collections.Immutable;
using PowerController.Console.Api.Documents;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Showing;

/// <summary>Runs for readers: open ones with their countdown, closed ones with the plan against what happened.</summary>
internal static class RunShown
{
    /// <summary>The plan's ceilings in their order, and the phase that begins when what each bounds is over.</summary>
    private static readonly ImmutableArray<(string Name, Func<RunDeadlines, TimeSpan> By, Phase OverWith)> _limits =
    [
        ("running work has ended", limits => limits.GuardBy, Phase.StoppingCluster),
        ("cluster stopped", limits => limits.ClusterStopBy, Phase.StoppingOs),
        ("OS stop ordered", limits => limits.OsStopBy, Phase.ArmingCut),
        ("cut ordered", limits => limits.CutBy, Phase.Dark),
        ("outputs off", limits => limits.OffBy, Phase.AwaitingPower),
    ];

    public static RunsDocument All(SiteSnapshot snapshot) => new(
        [.. snapshot.State.Runs.Select(run => Open(snapshot, run))],
        [.. snapshot.Closed.Select(report => Closed(snapshot, report))]);

    public static RunDocument? One(SiteSnapshot snapshot, string id)
    {
        var open = snapshot.State.Runs.FirstOrDefault(run => run.Id.ToString() == id);
        var closed = snapshot.Closed.LastOrDefault(report => report.Run.ToString() == id);
        return open is null && closed is null ? null : new RunDocument(
            open is null ? null : Open(snapshot, open), closed is null ? null : Closed(snapshot, closed));
    }

    public static RunStatus Open(SiteSnapshot snapshot, Run run)
    {
        var topology = snapshot.State.Topology;
        var moments = new Moments(snapshot);
        var (countdown, by) = Countdown(snapshot, run);
        return new RunStatus(
            run.Id.ToString(),
            topology.Units[run.Unit].Name,
            run.Whole,
            Spoken.Kebab(run.Cause),
            Spoken.Kebab(run.Aim),
            run.Why,
            Spoken.Of(run.Phase),
            moments.At(run.PhaseSince),
            moments.At(run.FailedAt),
            moments.At(run.CommittedAt),
            countdown,
            moments.At(by),
            by is { } moment ? (moment - snapshot.Now).TotalSeconds : null,
            [.. run.Members.Select(member => new MemberStatus(topology.Nodes[member.Node].Node.Name, Spoken.Of(snapshot.State.Nodes[member.Node].Power), member.GivenUp))],
            Phases(moments, run.Log, run.FailedAt),
            run.CommittedAt is null ? [] : Limits(moments, run.Deadlines, run.Log, run.FailedAt),
            [.. run.Pending.Select(pending => pending.Effect.Reason).Where(reason => reason.Length > 0).Distinct(StringComparer.Ordinal)],
            run.GivenUp);
    }

    private static ClosedRun Closed(SiteSnapshot snapshot, RunReport report)
    {
        var moments = new Moments(snapshot);
        var committed = report.Deadlines != RunDeadlines.None;
        return new ClosedRun(
            report.Run.ToString(),
            report.Unit,
            Spoken.Kebab(report.Cause),
            moments.At(report.FailedAt),
            moments.At(report.ClosedAt),
            Phases(moments, report.Phases, report.FailedAt),
            committed ? Limits(moments, report.Deadlines, report.Phases, report.FailedAt) : [],
            report.GivenUp,
            report.NotStarted);
    }

    /// <summary>What the present phase ends with at the latest, in words, and when.</summary>
    public static (string Words, TimeSpan? By) Countdown(SiteSnapshot snapshot, Run run) => run.Phase switch
    {
        Phase.Watching => ("the shutdown is decided, unless the power returns", ConfirmedBy(snapshot, run)),
        Phase.Committed => ("running work is not waited for any longer", run.Deadlines.GuardBy),
        Phase.StoppingCluster => ("the operating systems are stopped, cluster or not", run.Deadlines.ClusterStopBy),
        Phase.StoppingOs => ("the outputs are cut, all told or not", run.Deadlines.OsStopBy),
        Phase.ArmingCut => ("every cut has been ordered", run.Deadlines.CutBy),
        Phase.Dark when snapshot.Now < run.Deadlines.OffBy => ("the outputs are off", run.Deadlines.OffBy),
        Phase.Dark or Phase.AwaitingPower or Phase.WarmingUp or Phase.StartingNodes when run.HoldUntil > snapshot.Now =>
            ("it is started again", run.HoldUntil),
        Phase.Dark or Phase.AwaitingPower => ("waits for power", null),
        Phase.WarmingUp => ("the disks are warm", WarmBy(snapshot, run)),
        Phase.StartingNodes => ("nodes that have not started are given up", run.Members.Max(member => (TimeSpan?)member.StartBy) is { } by && by > snapshot.Now ? by : null),
        Phase.ReJoining => ("waits until the cluster is whole", null),
        _ => ("over", null),
    };

    // The first UPS of its nodes and disks whose confirm time runs out.
    private static TimeSpan? ConfirmedBy(SiteSnapshot snapshot, Run run)
    {
        var topology = snapshot.State.Topology;
        var unit = topology.Units[run.Unit];
        var sources = run.Members.SelectMany(member => topology.Nodes[member.Node].Sources).Concat(unit.Disks.SelectMany(disk => topology.Disks[disk].Sources));
        var counting = sources.Select(source => source.Ups).Distinct()
            .Where(ups => snapshot.State.Upses[ups].Mains == MainsState.Lost)
            .Select(ups => snapshot.State.Upses[ups].MainsSince + topology.Upses[ups].Ups.ConfirmTime)
            .Where(by => by > snapshot.Now)
            .ToArray();
        return counting.Length == 0 ? null : counting.Min();
    }

    private static TimeSpan? WarmBy(SiteSnapshot snapshot, Run run)
    {
        var warming = snapshot.State.Topology.Units[run.Unit].Disks
            .Select(disk => snapshot.State.Disks[disk])
            .Where(disk => disk.Power == DiskPower.WarmingUp)
            .Select(disk => disk.Until)
            .ToArray();
        return warming.Length == 0 ? null : warming.Max();
    }

    private static ImmutableArray<PhaseStatus> Phases(Moments moments, ImmutableArray<PhaseEntry> log, TimeSpan failedAt) =>
        [.. log.Select(entry => new PhaseStatus(Spoken.Of(entry.Phase), moments.At(entry.At), (entry.At - failedAt).TotalSeconds))];

    private static ImmutableArray<LimitStatus> Limits(Moments moments, RunDeadlines limits, ImmutableArray<PhaseEntry> log, TimeSpan failedAt)
    {
        // After a relapse the last way down is the one that the ceilings belong to.
        var from = 0;
        for (var at = 0; at < log.Length; at++)
        {
            if (log[at].Phase == Phase.Committed)
                from = at;
        }

        return [.. _limits.Select(limit => Limit(moments, limit.Name, limit.By(limits), log.Skip(from).FirstOrDefault(entry => entry.Phase >= limit.OverWith), failedAt))];
    }

    private static LimitStatus Limit(Moments moments, string name, TimeSpan by, PhaseEntry? over, TimeSpan failedAt) => new(
        name,
        moments.At(by),
        (by - failedAt).TotalSeconds,
        over is null ? null : (over.At - failedAt).TotalSeconds,
        over is null ? null : (by - over.At).TotalSeconds);
}

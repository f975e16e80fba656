using System.Collections.Immutable;
using PowerController.Decisions.Checks;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Notifications;
using PowerController.Runtime.Snapshots;

namespace PowerController.Gateways.Snmp;

/// <summary>A snapshot as our MIB sees it: what has to be drawn from several of its parts, drawn once.</summary>
internal sealed class SiteView
{
    private const int PhaseUnknown = 1;
    private const int PhaseNormal = 2;
    private const int PhaseOutage = 3;

    /// <summary>PcPhase, from normal to farthest from it.</summary>
    private static readonly int[] FromNormal = [PhaseNormal, PhaseUnknown, PhaseOutage, 8, 4, 5, 6, 7];

    private readonly int[] _groupPhases;
    private readonly string[] _groupReasons;
    private readonly Dictionary<string, int> _groups;

    public SiteView(SiteSnapshot snapshot, int findings)
    {
        (Snapshot, Findings) = (snapshot, findings);
        _groups = snapshot.Site.Groups.Select((group, at) => (group.Name, at)).ToDictionary(pair => pair.Name, pair => pair.at, StringComparer.Ordinal);
        _groupPhases = [.. Enumerable.Repeat(PhaseNormal, snapshot.Site.Groups.Length)];
        _groupReasons = [.. Enumerable.Repeat("", snapshot.Site.Groups.Length)];
        LookAtUpses();
        LookAtRuns();
        Runs = [.. RowsOfRuns().DistinctBy(run => run.Index).OrderBy(run => run.Index)];
    }

    public SiteSnapshot Snapshot { get; }

    public SiteState State => Snapshot.State;

    /// <summary>How many findings the checks of the configuration have.</summary>
    public int Findings { get; }

    /// <summary>In the order of their indices.</summary>
    public ImmutableArray<RunRow> Runs { get; }

    public string Master => State.Role == Role.Master
        ? State.Self ?? ""
        : Snapshot.Hosts.FirstOrDefault(host => host.Role.Contains("leads", StringComparison.Ordinal))?.Host ?? "";

    public int SitePhase => _groupPhases.Length == 0 ? PhaseNormal : _groupPhases.MaxBy(phase => Array.IndexOf(FromNormal, phase));

    public int GroupPhase(int group) => _groupPhases[group];

    public string GroupReason(int group) => _groupReasons[group];

    /// <summary>A group's index in the MIB; 0 for none.</summary>
    public int GroupIndex(string? group) => group is not null && _groups.TryGetValue(group, out var at) ? at + 1 : 0;

    /// <summary>As many of its sources are good as it needs.</summary>
    public bool IsSupplied(ImmutableArray<OutputAt> sources, int needs) => sources.Count(source => State.Upses[source.Ups].IsGood) >= needs;

    /// <summary>How long it has been on battery by our own clock.</summary>
    public TimeSpan OnBatteryFor(int ups) => State.Upses[ups] is { Mains: MainsState.Lost } row ? State.Now - row.MainsSince : TimeSpan.Zero;

    /// <summary>The findings of a site; counted once for each configuration.</summary>
    public static int FindingsOf(Site site) => SiteChecks.Run(new SiteIndex(site)).Length;

    private void LookAtUpses()
    {
        for (var at = 0; at < State.Upses.Length; at++)
        {
            var ups = State.Topology.Upses[at].Ups;
            var power = State.Upses[at].Power;
            if (power == UpsPower.Unknown)
                Note(ups.Group, PhaseUnknown, $"{ups.Name} has not been heard yet");
            else if (power is not UpsPower.Good)
                Note(ups.Group, PhaseOutage, $"{ups.Name}: {Words(power)}");
        }
    }

    private void LookAtRuns()
    {
        foreach (var run in State.Runs)
        {
            var phase = MibWords.PhaseOf(run.Phase);
            foreach (var node in run.Members.Select(member => member.Node))
                Note(State.Topology.Nodes[node].Node.Group, phase, $"run {run.Id}: {run.Why}");
        }
    }

    private void Note(string group, int phase, string reason)
    {
        var at = _groups[group];
        if (Array.IndexOf(FromNormal, phase) <= Array.IndexOf(FromNormal, _groupPhases[at]))
            return;
        _groupPhases[at] = phase;
        _groupReasons[at] = reason;
    }

    private static string Words(UpsPower power) => power switch
    {
        UpsPower.OnBattery => "on battery",
        UpsPower.Failed => "on battery beyond its confirm time",
        UpsPower.Exhausting => "its battery is nearly empty",
        UpsPower.OutputOff => "its output is off",
        _ => "does not answer",
    };

    private IEnumerable<RunRow> RowsOfRuns()
    {
        foreach (var run in State.Runs)
        {
            yield return new RunRow(
                MibWords.RunIndex(run.Id), run.Id.ToString(), MibWords.Kind(run), MibWords.RunRunning, MibWords.PhaseOf(run.Phase), run.CommittedAt is not null,
                State.Now - run.FailedAt, Remaining(run), run.Why);
        }

        foreach (var report in Snapshot.Closed)
        {
            yield return new RunRow(
                MibWords.RunIndex(report.Run), report.Run.ToString(), Kind(report.Cause), report.NotStarted.IsEmpty ? MibWords.RunDone : MibWords.RunFailed, PhaseNormal,
                report.Phases.Any(phase => phase.Phase >= Phase.Committed), report.ClosedAt - report.FailedAt, TimeSpan.Zero, string.Join("; ", report.GivenUp));
        }
    }

    // What comes after darkness waits for the mains, and nobody knows for how long.
    private TimeSpan? Remaining(Run run) => run.GoesDown && run.Deadlines.OffBy > State.Now ? run.Deadlines.OffBy - State.Now : null;

    private static int Kind(RunCause cause) => cause switch
    {
        RunCause.Outage => MibWords.KindOutage,
        RunCause.Schedule => 2,
        RunCause.Operator => 3,
        _ => 4,
    };
}

/// <summary>A row of pcRunTable.</summary>
internal sealed record RunRow(uint Index, string Name, int Kind, int State, int Phase, bool Committed, TimeSpan Elapsed, TimeSpan? Remaining, string Reason);

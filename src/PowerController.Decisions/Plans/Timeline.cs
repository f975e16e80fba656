using System.Collections.Immutable;
using PowerController.Model.Plans;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Plans;

/// <summary>Lays the steps of a shutdown out in time. Every step's latest moment is another's plus one named limit.</summary>
internal sealed class Timeline
{
    private readonly SiteIndex _index;
    private readonly ImmutableArray<Stopping> _stops;
    private readonly ImmutableArray<Cut> _cuts;
    private readonly List<PlanStep> _steps = [];
    private readonly int[] _handedOut;
    private readonly TimeSpan[] _handedOutBy;
    private readonly int[] _outputOff;
    private readonly int _slots;
    private readonly List<(Node Node, int Stop)> _terminalNodes = [];

    public Timeline(SiteIndex index, ImmutableArray<Stopping> stops, ImmutableArray<Cut> cuts)
    {
        _index = index;
        _stops = stops;
        _cuts = cuts;
        _handedOut = new int[stops.Length];
        _handedOutBy = new TimeSpan[stops.Length];
        _outputOff = new int[cuts.Length];
        // Every card of the site has a slot, and every further output of the same card one more.
        _slots = index.Site.Upses.Length + cuts.Length - cuts.Select(cut => cut.Source.Ups).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>The last moment of the last order.</summary>
    public TimeSpan TerminalAlive { get; private set; }

    public TimeSpan OutputOff(int cut) => _steps[_outputOff[cut]].Latest;

    public void Lay()
    {
        for (var i = 0; i < _stops.Length; i++)
            LayStop(i);
        var lastOrder = LayCuts();
        LayTerminalNodes(lastOrder);
    }

    /// <summary>The steps in the order of their names, with the critical path marked.</summary>
    public ImmutableArray<PlanStep> Steps()
    {
        var critical = new HashSet<int>();
        if (_steps.Count > 0)
        {
            int? at = Enumerable.Range(0, _steps.Count).MaxBy(i => _steps[i].Latest);
            for (; at is { } step; at = _steps[step].Follows)
                critical.Add(step);
        }

        var order = Enumerable.Range(0, _steps.Count)
            .OrderBy(i => StepNames.InOrder.IndexOf(_steps[i].Name, StringComparer.Ordinal))
            .ToArray();
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            place[order[i]] = i;
        return [.. order.Select(i => _steps[i] with
        {
            Follows = _steps[i].Follows is { } follows ? place[follows] : null,
            Critical = critical.Contains(i),
        })];
    }

    private SiteTiming Timing => _index.Site.Timing;

    private string ActingTerminal => _index.Site.Terminals.Length switch
    {
        0 => "the nodes",
        1 => _index.Site.Terminals[0].Name,
        _ => "the master terminal",
    };

    private void LayStop(int i)
    {
        var stop = _stops[i];
        var established = Add(StepNames.FailureEstablished, ActingTerminal, stop.Subject, stop.ConfirmTime, stop.ConfirmTime + Timing.PollGap,
            $"confirm time {Seconds(stop.ConfirmTime)}, then up to {Seconds(Timing.PollGap)} until it is read", null);
        var ready = established;
        if (stop.Cluster is { } cluster)
        {
            var guard = cluster.OutageGuard > TimeSpan.Zero ? $"running work may hold it for {Seconds(cluster.OutageGuard)}, then " : "";
            ready = Add(StepNames.ClusterStopped, ActingTerminal, cluster.Name, stop.ConfirmTime,
                _steps[established].Latest + cluster.OutageGuard + cluster.StopTimeout,
                $"{guard}the cluster's stop timeout {Seconds(cluster.StopTimeout)}; at the limit it is forced", established);
        }

        // The time is kept also where every node is a terminal, of which only the master goes down later than this.
        _handedOutBy[i] = _steps[ready].Latest + stop.Nodes.Max(PowerOffJobs) + Timing.OsStopHandout;
        _handedOut[i] = ready;
        foreach (var node in stop.Nodes)
        {
            if (_index.TerminalOn(node.Name) is not null)
            {
                _terminalNodes.Add((node, i));
                continue;
            }

            var ordered = AddOsStop(node, ready);
            if (_handedOut[i] == ready || _steps[ordered].Latest > _steps[_handedOut[i]].Latest)
                _handedOut[i] = ordered;
        }
    }

    private int AddOsStop(Node node, int ready)
    {
        var jobs = PowerOffJobs(node);
        var job = jobs > TimeSpan.Zero ? $"power-off jobs up to {Seconds(jobs)}, then " : "";
        return Add(StepNames.OsStopOrdered, ActingTerminal, node.Name, _steps[ready].Earliest,
            _steps[ready].Latest + jobs + Timing.OsStopHandout,
            $"{job}handing out to every node {Seconds(Timing.OsStopHandout)}", ready);
    }

    // The cards are commanded one by one, each in its slot; the order is free, except that disks come last.
    private int? LayCuts()
    {
        int? last = null;
        var disksOf = Enumerable.Range(0, _cuts.Length).Where(cut => _cuts[cut].FeedsDisk)
            .SelectMany(cut => _cuts[cut].After.Select(stop => (stop, cut)))
            .ToLookup(pair => pair.stop, pair => pair.cut);
        TerminalAlive = _stops.Length == 0 ? TimeSpan.Zero : _handedOutBy.Max();
        for (var i = 0; i < _cuts.Length; i++)
        {
            var cut = _cuts[i];
            var after = cut.After.MaxBy(stop => _handedOutBy[stop]);
            var disksBehind = cut.FeedsDisk ? 0 : cut.After.SelectMany(stop => disksOf[stop]).Distinct().Count();
            var slots = _slots - disksBehind;
            var begins = _handedOutBy[after];
            var ordered = Add(StepNames.CutOrdered, ActingTerminal, cut.Source.ToString(),
                cut.After.Max(stop => _steps[_handedOut[stop]].Earliest),
                begins + Timing.CutSlot * slots,
                $"{slots} of {_slots} slots of {Seconds(Timing.CutSlot)}{(disksBehind > 0 ? ", disks come after" : "")}", _handedOut[after]);
            if (_steps[ordered].Latest >= TerminalAlive)
            {
                TerminalAlive = _steps[ordered].Latest;
                last = ordered;
            }

            var ups = _index.Ups(cut.Source.Ups);
            var longest = CutArithmetic.Longest(ups, cut.Source, cut.KnownOnBattery);
            _outputOff[i] = Add(StepNames.OutputOff, ups.Name, cut.Source.ToString(),
                _steps[ordered].Earliest + CutArithmetic.Shortest(ups, cut.Source),
                _steps[ordered].Latest + longest, WhyOff(ups, cut, longest), ordered);
        }

        return last;
    }

    // A terminal among the nodes may be the master, which goes down last: it has the others' orders to give first.
    private void LayTerminalNodes(int? lastOrder)
    {
        foreach (var (node, stop) in _terminalNodes)
        {
            Add(StepNames.OsStopOrdered, ActingTerminal, node.Name, _steps[_handedOut[stop]].Earliest, TerminalAlive,
                "it may be the master terminal, which stops itself after its last order", lastOrder ?? _handedOut[stop]);
        }
    }

    private static TimeSpan PowerOffJobs(Node node) =>
        node.Jobs.Where(job => job.When == JobTime.PowerOff && job.OnOutage)
            .Aggregate(TimeSpan.Zero, (sum, job) => sum + job.Limit);

    private static string WhyOff(Ups ups, Cut cut, TimeSpan delay)
    {
        if (cut.Source.OutletGroup is not null)
            return $"the outlet group's shutoff delay {Seconds(delay)}";
        if (delay == ups.Settings.ShutoffDelay)
            return cut.KnownOnBattery ? $"on battery: shutoff delay {Seconds(delay)}" : $"shutoff delay {Seconds(delay)}";
        var granted = ups.Settings.LowBatteryRunTime >= ups.Settings.MaximumRequiredDelay
            ? $"low-battery run time {Seconds(ups.Settings.LowBatteryRunTime)}"
            : $"required delay {Seconds(ups.Settings.MaximumRequiredDelay)}";
        return $"may be on mains: {granted} + {Seconds(CutArithmetic.GracefulFixedPart)} + shutoff delay {Seconds(ups.Settings.ShutoffDelay)}";
    }

    private int Add(string name, string actor, string target, TimeSpan earliest, TimeSpan latest, string because, int? follows)
    {
        _steps.Add(new PlanStep(name, actor, target, earliest, latest, because, follows, Critical: false));
        return _steps.Count - 1;
    }

    private static string Seconds(TimeSpan time) => UnitText.Seconds(time);
}

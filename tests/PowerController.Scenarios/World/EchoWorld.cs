using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Scenarios.World;

/// <summary>A world that answers every effect at once and ticks once a second. It watches what must never happen.</summary>
internal sealed class EchoWorld
{
    private readonly List<PowerEvent> _journal = [];
    private readonly SortedSet<TimeSpan> _wakes = [];
    private readonly List<string> _told = [];
    private readonly SortedSet<string> _warmUntold = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _fedSince = new(StringComparer.Ordinal);
    private readonly Topology _topology;
    private bool _terminalOff;
    private int _terminalBoots;

    public EchoWorld(Site site, string self)
    {
        Site = site;
        Self = self;
        State = SiteState.Of(site, "sample");
        _topology = State.Topology;
        Upses = site.Upses.ToDictionary(ups => ups.Name, ups => new EchoUps(ups), StringComparer.Ordinal);
        Nodes = site.Nodes.ToDictionary(node => node.Name, node => new EchoNode(node), StringComparer.Ordinal);
        foreach (var disk in site.Disks)
            _fedSince[disk.Name] = -1e6;
        Give(new Started(At, self, DateTimeOffset.UnixEpoch));
        Give(new BecameMaster(At, 1));
        Give([.. site.Nodes.Select(node => new NodeReported(At, node.Name, AgentWord.Up, 1, RunId.None))]);
        Give([.. site.Upses.Select(ups => new UpsRead(At, ups.Name, Upses[ups.Name].Reading(Now)))]);
        Give([.. site.Clusters.Select(cluster => new ClusterReported(At, cluster.Name, ClusterWord.Normal))]);
        _told.Clear();
        Now = 0;
    }

    public int? CrashAfter { get; set; }

    public Site Site { get; }

    public string Self { get; }

    public double Now { get; private set; } = -5;

    public SiteState State { get; private set; }

    public RuleSet Rules { get; private set; }

    public Dictionary<string, EchoUps> Upses { get; }

    public Dictionary<string, EchoNode> Nodes { get; }

    /// <summary>The term in which this terminal has been told to lead; null when another leads.</summary>
    public long? Leads { get; private set; } = 1;

    public bool DisksReady { get; set; } = true;

    public bool DisksCanBeAsked { get; set; } = true;

    public IReadOnlyList<string> Told => _told;

    public IReadOnlyList<PowerEvent> Journal => _journal;

    public List<string> Broken { get; } = [];

    public bool TerminalOff => _terminalOff || (NodeOf(Self) is { } node && !Nodes[node].Runs);

    private TimeSpan At => TimeSpan.FromSeconds(Math.Max(0, Now));

    public void Tick()
    {
        Now++;
        var wasOff = TerminalOff;
        foreach (var ups in Upses.Values)
            ups.Tick(Now);
        foreach (var node in Nodes.Values)
        {
            var input = HasInput(_topology.Nodes[_topology.Node(node.Name)].Sources, _topology.Nodes[_topology.Node(node.Name)].Needs);
            if (!input && node.Runs && node.Word != AgentWord.OsStopping)
                Broken.Add($"{Now}: {node.Name} lost its input while it ran");
            var was = node.Word;
            var hung = node.Word == AgentWord.OsStopping && node.HangsInOsStop;
            if (!input && node.Word == AgentWord.OsStopping && !hung)
                Broken.Add($"{Now}: {node.Name} lost its input while its system was stopping");
            var news = node.Tick(Now, input) && !node.Unreachable;
            // A host that starts reads its journal before it hears anybody.
            if (wasOff && !TerminalOff)
                Resume();
            wasOff = TerminalOff;
            if (news)
                Give(Report(node));
            if (was is not null && node.Word is null && !node.Unreachable)
                Give(new NodeSilent(At, node.Name));
        }

        WatchDisks();
        // The terminal's own host starts with its input, half a minute later.
        if (_terminalOff && Site.Terminals.FirstOrDefault(one => one.Name == Self)?.Supply is { } supply && Upses[supply.From[0].Ups].Mains)
            _terminalOff = ++_terminalBoots < 30;
        if (wasOff && !TerminalOff)
            Resume();
        foreach (var ups in Upses.Values)
            Give(ups.Silent ? new UpsSilent(At, ups.Name, SilenceKind.NoAnswer) : new UpsRead(At, ups.Name, ups.Reading(Now)));
        while (_wakes.Count > 0 && _wakes.Min <= At)
        {
            _wakes.Remove(_wakes.Min);
            Give(new Woke(At));
        }
    }

    /// <summary>Another terminal leads from now on, or this one does. A terminal that is off is told when it is back.</summary>
    public void ChangeMaster(bool leads, long term)
    {
        Leads = leads ? term : null;
        Give(leads ? new BecameMaster(At, term) : new BecameStandby(At, term));
    }

    /// <summary>The terminal's program starts anew, from the journal.</summary>
    public void Resume()
    {
        Give(new Started(At, Self, DateTimeOffset.UnixEpoch));
        if (Leads is { } term && State.Role != Role.Master)
            Give(new BecameMaster(At, term));
        foreach (var node in Nodes.Values.Where(node => node is { Runs: true, Unreachable: false }))
            Give(Report(node));
    }

    public void Give(params PowerEvent[] events)
    {
        foreach (var happened in events)
            Give(happened);
    }

    public void Give(PowerEvent happened)
    {
        if (TerminalOff)
            return;
        var queue = new Queue<PowerEvent>([happened]);
        var answered = 0;
        while (queue.Count > 0)
        {
            var next = queue.Dequeue();
            if (++answered > 5000)
                throw new InvalidOperationException($"At {Now} s the decisions never come to rest: {next}");
            var decision = Decider.Decide(State, next);
            if (!ReferenceEquals(decision.State, State))
                _journal.Add(next);
            State = decision.State;
            if (_journal.Count == CrashAfter)
            {
                // The event is in the journal; its effects never left. Those that are remembered come again.
                CrashAfter = null;
                State = Replayed();
                queue.Enqueue(new Started(At, Self, DateTimeOffset.UnixEpoch));
                // Agents speak up to a terminal that has just started.
                foreach (var node in Nodes.Values.Where(node => node is { Runs: true, Unreachable: false }))
                    queue.Enqueue(Report(node));
                continue;
            }

            Rules = Rules.With(decision.Rules);
            foreach (var effect in decision.Effects)
            {
                if (EffectWords.Of(effect) is { } words)
                    _told.Add(FormattableString.Invariant($"{Now,7:0}s  {words}"));
                foreach (var answer in Echo.Answer(this, effect, At))
                    queue.Enqueue(answer);
            }
        }
    }

    private SiteState Replayed()
    {
        var state = SiteState.Of(Site, "sample");
        foreach (var happened in _journal)
            state = Decider.Decide(state, happened).State;
        return state;
    }

    public void WakeAt(TimeSpan at) => _wakes.Add(at);

    public void StopTerminal()
    {
        _terminalOff = true;
        _terminalBoots = 0;
    }

    public void StartTerminal()
    {
        _terminalOff = false;
        Resume();
    }

    public NodeReported Report(EchoNode node) => new(At, node.Name, node.Word!.Value, node.Boot, node.Told);

    public void CheckStart(string name)
    {
        foreach (var disk in _topology.Nodes[_topology.Node(name)].Disks)
        {
            var place = _topology.Disks[disk];
            if (Now - _fedSince[place.Disk.Name] < place.Disk.WarmUpTime.TotalSeconds)
                Broken.Add($"{Now}: {name} is started before its disk {place.Disk.Name} is warm");
        }
    }

    private void WatchDisks()
    {
        foreach (var place in _topology.Disks)
        {
            var name = place.Disk.Name;
            var fed = HasInput(place.Sources, place.Needs);
            if (!fed && !double.IsInfinity(_fedSince[name]))
            {
                // What boots by itself while every terminal is off boots unseen; the checks say for which builds that can be.
                foreach (var node in place.Nodes.Where(node => !TerminalOff && Nodes[_topology.Nodes[node].Node.Name].Runs && _warmUntold.Add($"{name}{Now}")))
                    Broken.Add($"{Now}: disk {name} lost its power while {_topology.Nodes[node].Node.Name} ran");
                _fedSince[name] = double.PositiveInfinity;
            }
            else if (fed && double.IsInfinity(_fedSince[name]))
            {
                _fedSince[name] = Now;
            }
        }
    }

    private bool HasInput(System.Collections.Immutable.ImmutableArray<OutputAt> sources, int needs) =>
        sources.Count(source => Upses[_topology.Upses[source.Ups].Ups.Name].Output) >= needs;

    private string? NodeOf(string terminal) => Site.Terminals.FirstOrDefault(one => one.Name == terminal)?.Node;
}

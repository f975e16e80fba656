using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PowerController.Benchmarks.Snmp;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Journal;
using PowerController.Runtime.Loop;

namespace PowerController.Benchmarks.Running;

/// <summary>
/// From a reading that says "on battery" to the first order at a node's agent: decision, journal on a real disk with its sync, seal, signature, loopback, and all of that undone.
/// The confirm time is zero. What a trap adds before it is measured by `traps`.
/// </summary>
internal static class ReactionBenchmark
{
    private const double AimMilliseconds = 20;
    private const int Nodes = 40;

    private static readonly Reading _good = new(OutputSource.Mains, Conditions.None, new(100), TimeSpan.FromHours(1), new(20), null, new(230), null, new(230));
    private static readonly Reading _onBattery = _good with { Source = OutputSource.Battery, InputVoltage = new(0) };

    public static int Run(string[] words)
    {
        var rounds = new Arguments(words).Number("rounds", 5);
        var all = new List<double>();
        for (var round = 0; round < rounds; round++)
            all.AddRange(Round());
        all.Sort();
        Show("median", all[all.Count / 2]);
        Show("p99", all[(int)Math.Ceiling(all.Count * 0.99) - 1]);
        Show("longest", all[^1]);
        Console.WriteLine($"{all.Count} of {rounds * Nodes} outages measured");
        return 0;
    }

    private static List<double> Round()
    {
        var directory = Directory.CreateTempSubdirectory("powerctl-reaction-").FullName;
        var open = new Stack<IDisposable>();
        try
        {
            return Measure(directory, open);
        }
        finally
        {
            while (open.TryPop(out var one))
                one.Dispose();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static List<double> Measure(string directory, Stack<IDisposable> open)
    {
        var site = SiteOf(directory);
        new KeyMaking(KeyPlaces.Of(site, directory), TimeProvider.System).MakeMissing(site);
        var arrived = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        foreach (var node in site.Nodes)
        {
            var host = Open(site, node.Name, directory, open);
            host.Start(null, new NotingAgent(host, node.Name, arrived));
            host.NodeSays(new NodeWord(AgentWord.Up, host.SystemStart, RunId.None, ClusterWord.Unknown, null));
        }

        var terminal = Open(site, "terminal", directory, open);
        var resumed = Resumed.Fresh(SiteState.Of(site, "reaction"), DateTimeOffset.UtcNow);
        var loop = new SiteLoop(new LoopParts(terminal.Clock, SiteJournal.Open(new JournalDirectory(Path.Combine(directory, "journal")), resumed, TimeProvider.System), resumed));
        loop.Begin(new ToNodes(terminal), new Started(terminal.Clock.Now, "terminal", DateTimeOffset.UtcNow));
        terminal.Start(new TerminalSide(loop, _ => { }), null);
        loop.Start();
        open.Push(loop);
        foreach (var slot in loop.View.Board.Slots)
            loop.Heard(slot, _good);
        var patience = Stopwatch.StartNew();
        while (!(loop.View.State.Role == Role.Master && loop.View.State.Nodes.All(node => node.Power == NodePower.Up)) && patience.Elapsed < TimeSpan.FromSeconds(60))
            Thread.Sleep(50);
        var figures = new List<double>();
        for (var at = 0; at < Nodes; at++)
        {
            var began = Stopwatch.GetTimestamp();
            loop.Heard(loop.View.Board.Find(site.Nodes[at].Supply.From[0].Ups)!, _onBattery);
            Thread.Sleep(100);
            if (arrived.TryGetValue(site.Nodes[at].Name, out var came))
                figures.Add(Stopwatch.GetElapsedTime(began, came).TotalMilliseconds);
        }

        return figures;
    }

    private static StationHost Open(Site site, string host, string directory, Stack<IDisposable> open)
    {
        var opened = new HostPlan(site, host, directory, null, Path.Combine(directory, "hosts")) { SystemIdentity = host }.Open(new HostClock(TimeProvider.System, TimeSpan.Zero));
        var station = opened.Host ?? throw new InvalidOperationException(opened.Problem);
        open.Push(station);
        return station;
    }

    private static Site SiteOf(string directory)
    {
        var ups = string.Join('\n', Enumerable.Range(0, Nodes).Select(at => $"      - {{ name: U{at:D2}, expectedRunTime: 60m, snmp: {{ address: 127.1.0.{at + 1} }} }}"));
        var nodes = string.Join('\n', Enumerable.Range(0, Nodes).Select(at => $"      - {{ name: n{at:D2}, address: 127.0.3.{at + 1}, supply: U{at:D2} }}"));
        var load = SiteConfiguration.Parse($$"""
            site: reaction
            build: terminal-apart
            network: { groupAddress: 127.255.255.255, groupPort: 4992, groupKey: { file: secrets/group-key } }
            terminals:
              - { name: terminal, address: 127.0.3.254, supply: T00, confirmTime: 3000s }
            groups:
              - name: room
                upses:
                  - { name: T00, expectedRunTime: 90m, snmp: { address: 127.1.0.254 } }
            {{ups}}
                nodes:
            {{nodes}}
            """, "reaction.yaml");
        var site = load.Configuration?.Site ?? throw new InvalidOperationException(string.Join('\n', load.Errors.Select(error => error.Message)));
        return site with { Upses = [.. site.Upses.Select(one => one with { ConfirmTime = TimeSpan.Zero })] };
    }

    private static void Show(string what, double milliseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"on battery to the first order at the node, {what,-8} {milliseconds,8:0.00} ms  {milliseconds / AimMilliseconds:0.00} of the limit of {AimMilliseconds:0} ms"));

    /// <summary>An agent that notes when its first order came, and has always done it.</summary>
    private sealed class NotingAgent(StationHost host, string name, ConcurrentDictionary<string, long> arrived) : INodeSide
    {
        public void Obey(Effect order)
        {
            arrived.TryAdd(name, Stopwatch.GetTimestamp());
            host.OrderMoved(order.Id, OrderStage.Done, default, "");
        }

        public void DeadlineCame(DeadlineCame came) => GC.KeepAlive(came);

        public void TakeConfiguration(TakeConfiguration taken) => GC.KeepAlive(taken);

        public void Noted(HostFact fact) => GC.KeepAlive(fact);
    }

    /// <summary>Orders to nodes go out; UPSes are not here to be commanded.</summary>
    private sealed class ToNodes(StationHost host) : IEffectCarrier
    {
        public void Carry(Effect effect, SiteState state)
        {
            if (effect is TellDeadlines or WithdrawDeadlines or QuietMonitors or UnquietMonitors or OrderOsStop or RunJobs or WaitGuard or RebootNode or OrderClusterStop)
                host.CarryOut(effect);
        }

        public void RunsChanged(SiteState state) => GC.KeepAlive(state);

        public void SiteChanged(SiteState state) => GC.KeepAlive(state);
    }
}

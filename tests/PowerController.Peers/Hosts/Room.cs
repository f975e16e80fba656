using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using PowerController.Hosts.Keys;
using PowerController.Model.Sites;
using PowerController.Peers.Processes;
using PowerController.Runtime.Configuration;
using PowerController.Simulator.Cards;
using PowerController.Simulator.Cards.Physics;
using UpsSettings = PowerController.Simulator.Cards.Physics.UpsSettings;

namespace PowerController.Peers.Hosts;

/// <summary>
/// A computer room with nothing simulated but the machines' power: control terminals and agents are programs of their own on hosts of their own, UPS cards answer SNMP,
/// and stand-ins take the place of the commands of cluster and system. What the stand-ins and the plugs did is one log.
/// </summary>
internal sealed partial class Room : IDisposable
{
    private const string CardHost = "cards";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FirmwareTime = TimeSpan.FromSeconds(1);

    private readonly Namespaces _network = new();
    private readonly CardFleet _fleet = new();
    private readonly SortedDictionary<string, SimulatedCard> _cards = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Machine> _machines = new(StringComparer.Ordinal);
    // The thread that watches the power and the test itself both start and end programs.
    private readonly ConcurrentDictionary<string, PeerProcess> _terminals = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _ended = [];
    private readonly RoomLog _log;
    private readonly Thread _power;
    private volatile bool _isOver;
    private volatile Exception? _powerFailed;

    /// <param name="cards">Of all UPSes.</param>
    /// <param name="isShared">Whether all hosts have one directory of configuration, or each its own.</param>
    public Room(string yaml, CardProfile cards, bool isShared = true)
    {
        _isShared = isShared;
        _log = new RoomLog(Path.Combine(Root, "log"));
        foreach (var (name, text) in RoomScripts.All(Root))
            RoomScripts.Write(Path.Combine(Root, name), text);
        File.WriteAllText(Path.Combine(Config, "site.yaml"), yaml.Replace("ROOT", Root, StringComparison.Ordinal));
        var load = SiteConfiguration.Load(Config);
        Site = load.Configuration is { } loaded ? Deciders.Of(loaded.Site) : throw new InvalidOperationException(string.Join("\n", load.Errors.Select(error => $"{error.At}: {error.Message}")));
        if (new KeyMaking(KeyPlaces.Of(Site, Config), TimeProvider.System).MakeMissing(Site).Problem is { } keys)
            throw new InvalidOperationException(keys);
        File.WriteAllText(Path.Combine(Config, "secrets", "write"), "private");
        foreach (var cluster in Site.Clusters)
            File.WriteAllText(ClusterFile(cluster.Name), "running\n");
        if (!isShared)
            GiveEachItsOwn();
        AddCards(cards);
        foreach (var (name, address) in Site.Terminals.Where(terminal => terminal.Node is null).Select(terminal => (terminal.Name, terminal.Address)).Concat(Site.Nodes.Select(node => (node.Name, node.Address))))
            _network.Add(name, address);
        foreach (var node in Site.Nodes)
            _machines[node.Name] = new Machine(node);
        _power = new Thread(WatchPower) { IsBackground = true };
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("room-").FullName;

    public Site Site { get; }

    public RoomLog Log => _log;

    public Namespaces Network => _network;

    /// <summary>Everything the programs have said, for a test that fails.</summary>
    public string Said => string.Join("\n---\n", _terminals.Select(one => $"{one.Key}:\n{one.Value.Output}").Concat(_ended)
        .Concat(_machines.Where(one => one.Value.Agent is not null).Select(one => $"{one.Key}:\n{one.Value.Agent!.Output}")).Append("log:\n" + _log.Text));

    /// <summary>Everything on, as on a good day; returns when a terminal leads and hears every node.</summary>
    public async Task StartAsync()
    {
        foreach (var machine in _machines.Values)
            StartSystem(machine);
        foreach (var terminal in Site.Terminals.Where(terminal => terminal.Node is null))
            StartTerminal(terminal.Name);
        _power.Start();
        await UntilAsync(() => Leader() is not null && _machines.Values.All(machine => RoomWords.IsUp(ProgramOn(machine)?.Output ?? "")), "a terminal leads and every node is up", TimeSpan.FromSeconds(90));
        // Two heartbeats of every node, and as many polls of every card as a good day has.
        await Task.Delay(TimeSpan.FromSeconds(5));
    }

    public void StartTerminal(string name)
    {
        var node = Site.Terminals.First(terminal => terminal.Name == name).Node;
        // A terminal on a node stops its host as the node's agent would.
        var stop = node is null ? $"{Root}/standin {name} terminal-stop" : $"env POWERCONTROLLER_NODE={node} {Root}/os-stop";
        string[] boot = node is null ? [] : ["--system-start", _machines[node].Boot.ToString(CultureInfo.InvariantCulture)];
        _terminals[name] = Program(node ?? name, ["run", "--config", ConfigOf(node ?? name), "--host", name, "--state", State(name), "--plain", "--stop-command", stop, .. boot]);
    }

    /// <summary>The terminal's program is gone from one moment to the next.</summary>
    public void Kill(string terminal)
    {
        _log.Add($"{terminal} killed");
        Assert.True(_terminals.TryRemove(terminal, out var program), $"{terminal} does not run.");
        program.Dispose();
        _ended.Enqueue($"{terminal}:\n{program.Output}");
    }

    /// <summary>Which terminal leads, by what it says; null when none does.</summary>
    public string? Leader() => _terminals.Where(one => RoomWords.Leads(one.Value.Output)).Select(one => one.Key).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Some terminal that runs has said this.</summary>
    public bool Says(string words) => _terminals.Values.Any(terminal => terminal.Output.Contains(words, StringComparison.Ordinal));

    public void FailMains(params string[] upses) => EachUps(upses, "mains fails", physics => physics.FailInput());

    public void RestoreMains(params string[] upses) => EachUps(upses, "mains returns", physics => physics.RestoreInput());

    public bool IsUp(string node) => _machines[node].Life == MachineLife.Up;

    public bool Feeds(string ups) => _cards[ups].Look(state => state.Physics.OutputVolts > 0);

    public async Task UntilAsync(Func<bool> holds, string what, TimeSpan within)
    {
        for (var begun = Stopwatch.GetTimestamp(); !holds();)
        {
            if (Stopwatch.GetElapsedTime(begun) > within)
                Assert.Fail($"Within {within.TotalSeconds} s this did not come: {what}.\n{Said}");
            if (_powerFailed is { } problem)
                Assert.Fail($"The room's own watch over the power failed, so this cannot come: {what}.\n{problem}");
            await Task.Delay(30);
        }
    }

    public Task LoggedAsync(string line, TimeSpan within) => UntilAsync(() => _log.Has(line), $"'{line}' in the log", within);

    public void Dispose()
    {
        _isOver = true;
        if (_power.IsAlive)
            _power.Join();
        foreach (var terminal in _terminals.Values)
            terminal.Dispose();
        foreach (var machine in _machines.Values)
            machine.Agent?.Dispose();
        _fleet.Dispose();
        _network.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private string Config => Directory.CreateDirectory(Path.Combine(Root, "config")).FullName;

    private string ClusterFile(string cluster) => Path.Combine(Root, $"cluster-{cluster}");

    private string State(string host) => Path.Combine(Root, "state", host);

    private static string ProgramPath([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/PowerController/bin/Release/net10.0/powerctl.dll"));

    private PeerProcess Program(string host, IEnumerable<string> words)
    {
        // Each host has a /run of its own, where its program's socket is.
        return PeerProcess.Start("/usr/sbin/ip", [.. _network.On(host), "unshare", "-m", "sh", "-c", "mount -t tmpfs none /run && exec \"$@\"", "sh", .. ClockOf(host), "dotnet", ProgramPath(), .. words], new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredCompilation"] = "1" });
    }

    // What a node's own program reads has no card: nobody reaches the one that moves its physics.
    private string CardAddress(Ups ups) => ups.Connection is SnmpConnection snmp ? snmp.Address : $"127.0.1.{Site.Upses.IndexOf(ups) + 1}";

    private void AddCards(CardProfile profile)
    {
        _network.Add(CardHost, [.. Site.Upses.Select(ups => ups.Connection).OfType<SnmpConnection>().Select(snmp => snmp.Address)]);
        _network.In(CardHost, () =>
        {
            foreach (var ups in Site.Upses)
            {
                var physics = new UpsPhysics(new UpsSpecification { RuntimeAtFullLoad = TimeSpan.FromMinutes(30) }, new UpsSettings
                {
                    ShutoffDelay = ups.Settings.ShutoffDelay,
                    LowBatteryDuration = ups.Settings.LowBatteryRunTime,
                    ReturnDelay = ups.Settings.DiskProtectionTime,
                    MinimumReturnPercent = 0,
                });
                physics.SetLoad(100);
                var card = new SimulatedCard(profile, physics, new CardOptions { StartTime = TimeSpan.FromSeconds(1) });
                _cards[ups.Name] = card;
                _fleet.Add(card, new IPEndPoint(IPAddress.Parse(CardAddress(ups)), 161));
            }
        });
    }

    private void EachUps(string[] upses, string what, Action<UpsPhysics> act)
    {
        var names = upses.Length == 0 ? [.. _cards.Keys] : upses;
        _log.Add($"{what} at {string.Join(" ", names)}");
        foreach (var ups in names)
            _cards[ups].Do(state => act(state.Physics));
    }

    private string? TerminalOn(Machine machine) => Site.Terminals.FirstOrDefault(terminal => terminal.Node == machine.Node.Name)?.Name;

    private PeerProcess? ProgramOn(Machine machine) => TerminalOn(machine) is { } terminal ? _terminals.GetValueOrDefault(terminal) : machine.Agent;

    private void StartSystem(Machine machine)
    {
        machine.Life = MachineLife.Up;
        machine.Boot++;
        _network.Rise(machine.Node.Name);
        File.Delete(Mark(machine, "halted"));
        File.Delete(Mark(machine, "rebooted"));
        if (TerminalOn(machine) is { } terminal)
            StartTerminal(terminal);
        else
            machine.Agent = Program(machine.Node.Name, ["agent", "--config", ConfigOf(machine.Node.Name), "--name", machine.Node.Name, "--state", State(machine.Node.Name), "--system-start", machine.Boot.ToString(CultureInfo.InvariantCulture)]);
        foreach (var cluster in Site.Clusters.Where(cluster => cluster.Nodes.Contains(machine.Node.Name)))
            File.WriteAllText(ClusterFile(cluster.Name), "running\n");
    }

    private string Mark(Machine machine, string what) => Path.Combine(Root, $"{machine.Node.Name}.{what}");

    private void WatchPower()
    {
        try
        {
            TurnPower();
        }
        catch (Exception problem)
        {
            _powerFailed = problem;
        }
    }

    private void TurnPower()
    {
        var fed = _cards.Keys.ToDictionary(ups => ups, _ => true);
        while (!_isOver)
        {
            foreach (var ups in _cards.Keys)
            {
                Tend(ups);
                var feeds = Feeds(ups);
                if (fed[ups] != feeds)
                    _log.Add($"{ups} output {(feeds ? "on" : "off")}");
                fed[ups] = feeds;
            }

            foreach (var machine in _machines.Values)
                Live(machine);
            Thread.Sleep(Look);
        }
    }

    // What a program that watches it would tell of it, and what a node's own command orders of it.
    private void Tend(string ups)
    {
        var cut = Path.Combine(Root, $"cut-{ups}");
        var isOrdered = File.Exists(cut);
        File.Delete(cut);
        var text = _cards[ups].Look(state => string.Create(CultureInfo.InvariantCulture,
            $"battery.charge: {state.Physics.Charge * 100:F0}\nbattery.runtime: {state.Physics.Runtime.TotalSeconds:F0}\noutput.voltage: {state.Physics.OutputVolts:F0}\nups.status: {(state.Physics.OutputVolts > 0 ? state.Physics.OnBattery ? "OB" : "OL" : "OFF")}\n"));
        if (isOrdered)
            _cards[ups].Do(state => state.Physics.OrderOff(state.Physics.Settings.ShutoffDelay, Wake.WithMains));
        var path = Path.Combine(Root, $"ups-{ups}");
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private void Live(Machine machine)
    {
        var isFed = machine.Node.Supply.From.Count(source => Feeds(source.Ups)) >= machine.Node.Supply.Needs;
        var name = machine.Node.Name;
        switch (machine.Life)
        {
            case MachineLife.Up when !isFed:
                _log.Add($"{name} CUT WHILE IT RAN");
                End(machine, MachineLife.Dark);
                break;
            case MachineLife.Up when File.Exists(Mark(machine, "halted")):
                _log.Add($"{name} down");
                End(machine, MachineLife.Down);
                break;
            case MachineLife.Up when File.Exists(Mark(machine, "rebooted")):
                _log.Add($"{name} reboots");
                End(machine, MachineLife.Booting);
                break;
            case MachineLife.Down when !isFed:
                machine.Life = MachineLife.Dark;
                break;
            case MachineLife.Dark when isFed:
                machine.Life = MachineLife.Booting;
                machine.Since = Stopwatch.GetTimestamp();
                break;
            case MachineLife.Booting when Stopwatch.GetElapsedTime(machine.Since) > FirmwareTime:
                _log.Add($"{name} boots");
                StartSystem(machine);
                break;
        }
    }

    private void End(Machine machine, MachineLife life)
    {
        machine.Life = life;
        machine.Since = Stopwatch.GetTimestamp();
        _network.Fall(machine.Node.Name);
        _ended.Enqueue($"{machine.Node.Name}:\n{ProgramOn(machine)?.Output}");
        ProgramOn(machine)?.Dispose();
        if (TerminalOn(machine) is { } terminal)
            _terminals.TryRemove(terminal, out _);
        machine.Agent = null;
    }

    private enum MachineLife
    {
        Dark,
        Booting,
        Up,
        Down,
    }

    private sealed class Machine(Node node)
    {
        public Node Node => node;

        public MachineLife Life { get; set; }

        public long Since { get; set; }

        public int Boot { get; set; }

        public PeerProcess? Agent { get; set; }
    }
}

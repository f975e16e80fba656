using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PowerController.Decisions;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Journal;
using PowerController.Simulator.Live;

namespace PowerController.Benchmarks.Running;

/// <summary>The default site's machines in this process, and a configuration by which a control terminal in another process watches them.</summary>
internal sealed class PlayedSite : IDisposable
{
    /// <summary>How much faster than life, as far as its readers are patient.</summary>
    public const int Fast = 30;

    // Several such sites may be played on one machine at a time.
    private static readonly int _groupPort = FreePort();

    private readonly SimulatedSite _machines;
    private readonly JournalReader _reader;
    private readonly int _speed;

    public PlayedSite(string directory, int speed = Fast)
    {
        Directory = directory;
        _speed = speed;
        var time = new ScaledTime(speed);
        var simulated = Load(directory, "played", name => $"simulated: {{ runTime: 40m, load: 20% }}");
        new KeyMaking(KeyPlaces.Of(simulated.Site, directory), TimeProvider.System).MakeMissing(simulated.Site);
        _machines = new SimulatedSite(simulated.Site, host => new HostPlan(simulated.Site, host, directory, null, Path.Combine(directory, "hosts")), new IPEndPoint(IPAddress.Loopback, 9), time)
        {
            OnObeyed = Obeyed,
        };
        File.WriteAllText(Path.Combine(directory, "secrets", "read"), "public");
        File.WriteAllText(Path.Combine(directory, "secrets", "write"), "private");
        Load(directory, "site", name =>
            $"snmp: {{ address: {_machines.Cards.AddressOf(name)}, port: {_machines.Cards.Port}, community: {{ file: secrets/read }}, writeCommunity: {{ file: secrets/write }} }}");
        _reader = new JournalReader(new JournalDirectory(Path.Combine(directory, "state", "journal")), Decider.Decide);
        if (_machines.PowerOn() is { } problem)
            throw new InvalidOperationException(problem);
    }

    public string Directory { get; }

    public SimulatedCards Cards => _machines.Cards;

    /// <summary>Orders to stop that came to nodes although their run had ended.</summary>
    public List<string> Replayed { get; } = [];

    public int Orders { get; private set; }

    private readonly HashSet<RunId> _closed = [];

    public IEnumerable<string> Machines => _machines.Nodes.Select(node => $"{node.Name} {node.Machine}");

    public bool AllRun => _machines.Nodes.All(node => node.Machine == MachineState.Running);

    public bool AllStopped => _machines.Nodes.All(node => node.Machine is MachineState.Off or MachineState.Halted);

    public DaemonProcess StartTerminal() => new(
        "run", "--config", Directory, "--state", Path.Combine(Directory, "state"), "--speed", _speed.ToString(CultureInfo.InvariantCulture), "--stop-command", "true");

    /// <summary>What the terminal's journal says by now; null while there is none.</summary>
    public Resumed? Journal()
    {
        try
        {
            var read = _reader.Read(repair: false);
            lock (_closed)
                _closed.UnionWith(read?.Pages.Closed.Select(report => report.Run) ?? []);
            return read;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _machines.Dispose();

    private void Obeyed(string node, Effect order)
    {
        Orders++;
        lock (_closed)
        {
            if (order is OrderOsStop or OrderClusterStop or RebootNode or TellDeadlines && _closed.Contains(order.Id.Run))
                Replayed.Add($"{node}: {order}");
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static SiteConfiguration Load(string directory, string name, Func<string, string> connection)
    {
        var path = Path.Combine(directory, $"{name}.yaml");
        var ups = new[] { ("UPS1", "Terminal"), ("UPS2", "Node 1"), ("UPS3", "Node 2"), ("UPS4", "Disk") };
        File.WriteAllText(path, $$"""
            site: kills
            build: terminal-apart
            network: { groupAddress: 127.255.255.255, groupPort: {{_groupPort}}, groupKey: { file: secrets/group-key } }
            api: { listen: "off", socket: "off" }
            defaults:
              ups: { shutoffDelay: 300s, lowBatteryRunTime: 120s, expectedRunTime: 30m }
              node: { osStopTime: 90s }
            terminals:
              - { name: terminal, address: 127.0.0.20, supply: UPS1, confirmTime: 300s }
            groups:
              - name: room
                upses:
            {{string.Join('\n', ups.Select(one => $"      - {{ name: {one.Item1}, description: {one.Item2}, {connection(one.Item1)} }}"))}}
                nodes:
                  - { name: node1, address: 127.0.0.21, supply: UPS2 }
                  - { name: node2, address: 127.0.0.22, supply: UPS3 }
                disks:
                  - { name: disk1, supply: UPS4, warmUpOrder: 1, warmUpTime: 60s }
            clusters:
              - { name: cluster, nodes: [node1, node2], disks: [disk1], stopTimeout: 120s }
            """);
        var load = name == "site" ? SiteConfiguration.Load(directory) : SiteConfiguration.Parse(File.ReadAllText(path), path);
        if (name != "site")
            File.Delete(path);
        return load.Configuration ?? throw new InvalidOperationException(string.Join('\n', load.Errors.Select(error => $"{error.At}: {error.Message}")));
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Peers.Processes;
using PowerController.Runtime.Configuration;

namespace PowerController.Peers.Agents;

/// <summary>A site on loopback whose agents are real processes with stand-ins for the commands of the system and the cluster; its control terminal is the test.</summary>
/// <remarks>The cluster is a file: it is stopped when `cluster` holds `stopped`. Every stand-in writes what it does to `log`, one line each.</remarks>
internal sealed class AgentSite : ITerminalSide, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<PeerProcess> _agents = [];
    private readonly ConcurrentQueue<PowerEvent> _told = new();
    private int _effect;

    public AgentSite()
    {
        foreach (var (name, text) in new[] { ("standin", StandIn), ("stop-cluster", StopCluster), ("state", State) })
            WriteProgram(name, text);
        File.WriteAllText(Path.Combine(Root, "cluster"), "running\n");
        File.WriteAllText(Path.Combine(Root, "log"), "");
        File.WriteAllText(Path.Combine(Config, "site.yaml"), Yaml);
        var load = SiteConfiguration.Load(Config);
        Assert.Empty(load.Errors);
        Site = load.Configuration!.Site;
        Assert.Null(new KeyMaking(KeyPlaces.Of(Site, Config), TimeProvider.System).MakeMissing(Site).Problem);
        var opened = new HostPlan(Site, "terminal", Config, null, Path.Combine(Root, "terminal")).Open(new HostClock(TimeProvider.System, TimeSpan.Zero));
        Terminal = opened.Host ?? throw new InvalidOperationException(opened.Problem);
        Terminal.Start(this, null);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("agent-site-").FullName;

    public Site Site { get; }

    public StationHost Terminal { get; }

    public RunId Run { get; } = new(65, 1);

    public IReadOnlyList<string> Log => File.ReadAllLines(Path.Combine(Root, "log"));

    private string Config => Directory.CreateDirectory(Path.Combine(Root, "config")).FullName;

    public EffectId NextId() => new(Run, ++_effect);

    public TimeSpan In(double seconds) => Terminal.Clock.Now + TimeSpan.FromSeconds(seconds);

    /// <param name="boot">Of the system that is played.</param>
    public PeerProcess StartAgent(string node, string boot = "1")
    {
        var agent = PeerProcess.Start(
            "dotnet", [Program(), "agent", "--config", Config, "--name", node, "--state", Path.Combine(Root, node), "--system-start", boot]);
        _agents.Add(agent);
        return agent;
    }

    /// <summary>Killed: it has no time for a word.</summary>
    public void Kill(PeerProcess agent)
    {
        agent.Dispose();
        _agents.Remove(agent);
    }

    public Task<string> NotifyAsync(string node, params string[] arguments) =>
        PeerProcess.RunAsync("dotnet", [Program(), "notify", .. arguments, "--state", Path.Combine(Root, node)]);

    /// <summary>The first event of this kind that the terminal was told, from now on or before.</summary>
    public async Task<T> ToldAsync<T>(Func<T, bool> wanted)
        where T : PowerEvent
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < Patience)
        {
            if (_told.OfType<T>().FirstOrDefault(wanted) is { } found)
                return found;
            await Task.Delay(20);
        }

        Assert.Fail($"No {typeof(T).Name} came. The stand-ins did:\n{string.Join('\n', Log)}\nThe agents said:\n{string.Join("\n--\n", _agents.Select(agent => agent.Output))}");
        throw new InvalidOperationException();
    }

    public Task<NodeReported> SaysAsync(string node, AgentWord word) => ToldAsync<NodeReported>(said => said.Node == node && said.Word == word);

    public async Task LeadsAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        while (Terminal.State.Lead is not { Leads: true } && Stopwatch.GetElapsedTime(begun) < Patience)
            await Task.Delay(20);
    }

    /// <summary>Gives an order and waits for its end.</summary>
    public Task<PowerEvent> OrderAsync(Effect order)
    {
        Terminal.CarryOut(order);
        return ToldAsync<PowerEvent>(told => (told is EffectDone done && done.Id == order.Id) || (told is EffectFailed failed && failed.Id == order.Id));
    }

    public async Task LoggedAsync(string line)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!Log.Contains(line) && Stopwatch.GetElapsedTime(begun) < Patience)
            await Task.Delay(20);
        Assert.Contains(line, Log);
    }

    public void Tell(PowerEvent happened) => _told.Enqueue(happened);

    public void TakeRuns(TakeRuns runs)
    {
        // There is one terminal.
    }

    public void TakeConfiguration(TakeConfiguration taken)
    {
        // Nor does anybody hand one over.
    }

    public void Noted(HostFact fact)
    {
        // What is wrong shows in what does not come.
    }

    public void Dispose()
    {
        _agents.ForEach(agent => agent.Dispose());
        Terminal.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private void WriteProgram(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text.Replace("ROOT", Root, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // The program is built beside these tests; it is found by where this source is.
    private static string Program([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/PowerController/bin/Release/net10.0/powerctl.dll"));

    private const string StandIn =
        """
        #!/bin/sh
        # standin WHAT SECONDS
        echo "$POWERCONTROLLER_NODE $1 begins" >> ROOT/log
        sleep "${2:-0}"
        echo "$POWERCONTROLLER_NODE $1 ends" >> ROOT/log
        """;

    private const string StopCluster =
        """
        #!/bin/sh
        echo "$POWERCONTROLLER_NODE stop-cluster $POWERCONTROLLER_RUN begins" >> ROOT/log
        echo stopping > ROOT/cluster
        sleep 2
        echo stopped > ROOT/cluster
        echo "$POWERCONTROLLER_NODE stop-cluster $POWERCONTROLLER_RUN ends" >> ROOT/log
        """;

    private const string State = "#!/bin/sh\ncat ROOT/cluster\n";

    private string Yaml =>
        $$"""
        site: agents
        build: terminal-apart
        network: { groupAddress: 127.255.255.255, groupPort: {{Places.FreeUdpPort()}}, groupKey: { file: secrets/group-key } }
        defaults:
          node:
            commands:
              osStop: ["{{Root}}/standin os-stop"]
              reboot: ["{{Root}}/standin reboot"]
        terminals:
        - { name: terminal, address: 127.0.3.1, supply: UPS1 }
        groups:
        - name: room
          upses: [{ name: UPS1, simulated: {} }, { name: UPS2, simulated: {} }, { name: UPS3, simulated: {} }]
          nodes:
          - name: node1
            address: 127.0.3.11
            supply: UPS2
            jobs: [{ name: save, when: power-off, command: {{Root}}/standin save 0.5 }, { name: broken, when: power-off, command: sh -c 'exit 3' }]
          - { name: node2, address: 127.0.3.12, supply: UPS3 }
        clusters:
        - name: cluster
          nodes: [node1, node2]
          stopTimeout: 60s
          guards: [{ name: batch, command: {{Root}}/standin guard, every: 1s }]
          commands:
            stop: [{{Root}}/stop-cluster]
            state: [{{Root}}/state]
            quiet: [{{Root}}/standin quiet]
            texts: { normal: running, stopping: stopping, stopped: stopped }
        """;
}

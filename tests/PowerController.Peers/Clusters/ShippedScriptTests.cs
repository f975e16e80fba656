using System.Collections.Immutable;
using PowerController.Agent.Clusters;
using PowerController.Hosts.Commands;
using PowerController.Model.Sites;

namespace PowerController.Peers.Clusters;

/// <summary>The commands that are shipped as scripts, by a real shell and with stand-ins for the programs that they call.</summary>
public sealed class ShippedScriptTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("scripts-").FullName;

    public ShippedScriptTests()
    {
        Program("ha-manager", """
            echo "ha-manager $*" >> ROOT/log
            [ "$1" = config ] && printf 'ct:101\n\tstate stopped\n\nvm: 100\n\tcomment state of art\n\tgroup g1\n\tstate started\n\nvm:102\n\tmax_restart 2\n'
            exit 0
            """);
        Program("pvesh", """
            echo "pvesh $*" >> ROOT/log
            [ "$1" = get ] && cat ROOT/guests
            exit 0
            """);
        Program("ceph", "echo \"ceph $*\" >> ROOT/log");
        Program("kubectl", """
            [ "$1" = get ] || echo "kubectl $*" >> ROOT/log
            [ "$1" = get ] && printf 'node/plane1\nnode/plane2\n'
            [ "$1 $2" != "drain stuck" ]
            """);
        Guests("""[{"type":"qemu","node":"node1","status":"stopped"},{"type":"lxc","node":"node2","status":"stopped"}]""");
    }

    [Fact]
    public async Task Proxmox_Stop_HighAvailabilityFirstAndStorageLast()
    {
        File.WriteAllText(Path.Combine(_root, "ceph.conf"), "");

        Assert.True(await RunAsync(Kind("proxmox").Stop));

        Assert.Equal(
            ["ha-manager config", "ha-manager set vm:100 --state ignored", "ha-manager set vm:102 --state ignored", "pvesh create /nodes/{each}/stopall", "pvesh get /cluster/resources --type vm --output-format json",
                "ceph osd set noout", "ceph osd set norecover", "ceph osd set norebalance", "ceph osd set nobackfill"],
            Log);
    }

    [Fact]
    public async Task Proxmox_StopRepeatedByTheNextNode_KeepsTheListOfTheFirst()
    {
        await RunAsync(Kind("proxmox").Stop);
        // By now high availability says that it ignores them all.
        Program("ha-manager", "echo \"ha-manager $*\" >> ROOT/log\n[ \"$1\" = config ] && printf 'vm:100\\n\\tstate ignored\\n'\nexit 0");

        Assert.True(await RunAsync(Kind("proxmox").Stop));
        File.WriteAllText(Path.Combine(_root, "log"), "");
        Assert.True(await RunAsync(Kind("proxmox").Unquiet));

        Assert.Equal(["ha-manager set vm:100 --state started", "ha-manager set vm:102 --state started"], Log);
        // Every node undoes it; the second one has nothing left to do.
        Assert.True(await RunAsync(Kind("proxmox").Unquiet));
        Assert.Equal(2, Log.Length);
    }

    [Theory]
    [InlineData("""[{"status":"stopped"},{"status" : "running"}]""")]
    [InlineData("""[{"status":"running"}]""")]
    public async Task Proxmox_GuestThatStillRuns_IsNoStop(string guests)
    {
        Guests(guests);

        Assert.False(await RunAsync(Kind("proxmox").Stop));
    }

    [Fact]
    public async Task Proxmox_StorageOfCeph_IsToldAndToldBack()
    {
        File.WriteAllText(Path.Combine(_root, "ceph.conf"), "");

        Assert.True(await RunAsync(Kind("proxmox").Unquiet));

        Assert.Equal(["ceph osd unset nobackfill", "ceph osd unset norebalance", "ceph osd unset norecover", "ceph osd unset noout"], Log);
    }

    [Fact]
    public async Task Kubernetes_Stop_WorkersBeforeTheControlPlane()
    {
        Assert.True(await RunAsync(Kind("kubernetes").Stop, "plane1", "worker1", "plane2", "worker2"));

        Assert.Equal(["cordon", "worker1", "worker2", "plane1", "plane2"], Log.Select(line => line.Split(' ')).Select(words => words[1] == "drain" ? words[2] : words[1]));
        // 100 s for four nodes, and a share over.
        Assert.All(Log.Where(line => line.Contains("drain", StringComparison.Ordinal)), line => Assert.EndsWith("--ignore-daemonsets --delete-emptydir-data --force --timeout=20s", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kubernetes_NodeThatCannotBeDrained_IsSaidAndTheOthersAreDrained()
    {
        Assert.False(await RunAsync(Kind("kubernetes").Stop, "plane1", "stuck", "worker2"));

        Assert.Contains(Log, line => line.StartsWith("kubectl drain worker2", StringComparison.Ordinal));
        Assert.Contains(Log, line => line.StartsWith("kubectl drain plane1", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string[] Log => File.Exists(Path.Combine(_root, "log")) ? File.ReadAllLines(Path.Combine(_root, "log")) : [];

    private static ClusterKind Kind(string name) => ClusterKinds.Find(name)!;

    private void Guests(string json) => File.WriteAllText(Path.Combine(_root, "guests"), json);

    private async Task<bool> RunAsync(ImmutableArray<CommandLine> commands, params string[] nodes)
    {
        var environment = ImmutableSortedDictionary.CreateRange<string, string>(StringComparer.Ordinal, [new("PATH", $"{_root}:{Environment.GetEnvironmentVariable("PATH")}"), new("POWERCONTROLLER_SECONDS_LEFT", "100")]);
        foreach (var command in commands)
        {
            ImmutableArray<string> words = [.. command.Words.SelectMany(word => word == "{nodes}" ? nodes : [word.Replace("/etc/pve", _root, StringComparison.Ordinal)])];
            var program = File.Exists(Path.Combine(_root, words[0])) ? words.SetItem(0, Path.Combine(_root, words[0])) : words;
            var result = await new CommandRunner(TimeProvider.System).RunAsync(new CommandRequest(CommandLine.Of(program), TimeSpan.FromSeconds(30), environment), null, CancellationToken.None);
            if (!result.Succeeded)
                return false;
        }

        return true;
    }

    private void Program(string name, string text)
    {
        var path = Path.Combine(_root, name);
        File.WriteAllText(path, "#!/bin/sh\n" + text.Replace("ROOT", _root, StringComparison.Ordinal) + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

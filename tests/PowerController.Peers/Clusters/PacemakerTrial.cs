using System.Diagnostics;
using System.Globalization;
using PowerController.Hosts.Commands;
using PowerController.Model.Sites;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Clusters;

/// <summary>
/// A real Corosync and Pacemaker cluster of two nodes on this machine, each in namespaces of its own: network, mounts, host name, processes. `pcs` speaks to `pcsd` on
/// both over a pair of linked interfaces, as it does between machines; only systemctl is a stand-in, since no systemd runs in a namespace.
/// </summary>
internal sealed class PacemakerTrial : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<Process> _holders = [];
    private readonly List<PeerProcess> _daemons = [];

    public string Root { get; } = Directory.CreateTempSubdirectory("pacemaker-trial-").FullName;

    /// <summary>Skips the test, with the reason, where no such cluster can run.</summary>
    public static async Task<PacemakerTrial> StartAsync()
    {
        PeerProcess.Require("/usr/sbin/corosync", "/usr/sbin/pacemakerd", "/usr/sbin/crm_mon", "/usr/sbin/pcs", "/usr/sbin/pcsd", "/usr/share/pcsd/pcsd", "/usr/bin/unshare", "/usr/bin/nsenter", "/bin/systemctl");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "A cluster in namespaces needs root.");
        var first = await PeerProcess.RunAsync("unshare", ["--net", "--mount", "--uts", "--pid", "--fork", "--mount-proc", "true"]);
        Assert.SkipWhen(first.Length > 0, $"No namespaces can be made here: {first}");
        var trial = new PacemakerTrial();
        try
        {
            await trial.BuildAsync();
            return trial;
        }
        catch
        {
            trial.Dispose();
            throw;
        }
    }

    /// <summary>Runs commands as they would run on that node.</summary>
    public ICommandRunner On(int node) => new InNamespaces(_holders[node - 1]);

    public void Dispose()
    {
        _daemons.ForEach(daemon => daemon.Dispose());
        foreach (var holder in _holders)
        {
            // With the first process of a namespace all others of it end.
            holder.Kill();
            holder.WaitForExit(5000);
            holder.Dispose();
        }

        Directory.Delete(Root, recursive: true);
    }

    internal static int InitOf(Process holder) =>
        int.Parse(File.ReadAllText($"/proc/{holder.Id}/task/{holder.Id}/children").Trim(), CultureInfo.InvariantCulture);

    private async Task BuildAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Root, "systemctl"), StandIn.Replace("ROOT", Root, StringComparison.Ordinal));
        for (var node = 1; node <= 2; node++)
            await PrepareAsync(node);
        await MustAsync("chmod", "-R", "go+rX", Root);
        await MustAsync("chmod", "755", Path.Combine(Root, "systemctl"));
        for (var node = 1; node <= 2; node++)
            await HoldAsync(node);
        await MustAsync("ip", "link", "add", "trial1", "netns", $"{InitOf(_holders[0])}", "type", "veth", "peer", "name", "trial2", "netns", $"{InitOf(_holders[1])}");
        for (var node = 1; node <= 2; node++)
        {
            await OnMustAsync(node, $"ip link set lo up");
            await OnMustAsync(node, $"ip addr add 10.99.0.{node}/24 dev trial{node}");
            await OnMustAsync(node, $"ip link set trial{node} up");
            _daemons.Add(PeerProcess.Start("nsenter", [.. InNamespaces.Words(_holders[node - 1]), "/usr/share/pcsd/pcsd"], new Dictionary<string, string> { ["GEM_HOME"] = "/usr/lib/pcsd/vendor/bundle/ruby" }));
            _daemons.Add(PeerProcess.Start("nsenter", [.. InNamespaces.Words(_holders[node - 1]), "/usr/sbin/pcsd"]));
        }

        foreach (var ruby in _daemons.Where((_, at) => at % 2 == 0))
            await ruby.WaitForAsync("Listening on unix");
    }

    private async Task PrepareAsync(int node)
    {
        var own = Path.Combine(Root, $"n{node}");
        foreach (var place in new[] { "etc-corosync", "pacemaker/cib", "pacemaker/pengine", "pacemaker/cores", "pacemaker/blackbox", "corosync", "run/systemd/system", "log/pacemaker", "log/corosync", "log/cluster", "log/pcsd", "pcsd" })
            Directory.CreateDirectory(Path.Combine(own, place));
        await File.WriteAllTextAsync(Path.Combine(own, "etc-corosync/corosync.conf"), Corosync);
        await File.WriteAllTextAsync(Path.Combine(own, "pcsd/pcs_users.conf"), """[{"username":"hacluster","token":"trial","creation_date":"2020-01-01 00:00:00 +0000"}]""");
        await File.WriteAllTextAsync(
            Path.Combine(own, "pcsd/known-hosts"),
            """{"format_version":1,"data_version":1,"known_hosts":{"node1":{"dest_list":[{"addr":"10.99.0.1","port":2224}],"token":"trial"},"node2":{"dest_list":[{"addr":"10.99.0.2","port":2224}],"token":"trial"}}}""");
        var binds = new[] { "etc-corosync:/etc/corosync", "pacemaker:/var/lib/pacemaker", "corosync:/var/lib/corosync", "pcsd:/var/lib/pcsd", "log:/var/log", "run:/run" };
        await File.WriteAllTextAsync(
            Path.Combine(own, "hold"),
            "set -e\nmount --make-rprivate /\n" + $"mount --bind {Root}/systemctl $(readlink -f /bin/systemctl)\n"
            + string.Concat(binds.Select(bind => $"mount --bind {own}/{bind.Split(':')[0]} {bind.Split(':')[1]}\n")) + $"hostname node{node}\ntouch {own}/ready\nwhile true; do sleep 1; done\n");
        await MustAsync("chown", "-R", "hacluster:haclient", Path.Combine(own, "pacemaker"));
    }

    private async Task HoldAsync(int node)
    {
        var own = Path.Combine(Root, $"n{node}");
        _holders.Add(Process.Start("unshare", ["--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", Path.Combine(own, "hold")]));
        var begun = Stopwatch.GetTimestamp();
        while (!File.Exists(Path.Combine(own, "ready")))
        {
            Assert.False(_holders[^1].HasExited || Stopwatch.GetElapsedTime(begun) > Patience, "The namespaces of a node are there in time.");
            await Task.Delay(50);
        }
    }

    private async Task OnMustAsync(int node, string text)
    {
        var result = await On(node).RunAsync(new CommandRequest(CommandLine.Parse(text), Patience), null, CancellationToken.None);
        Assert.True(result.Succeeded, $"{text} {result.Text}");
    }

    private static async Task MustAsync(string program, params string[] arguments) => Assert.Equal("", await PeerProcess.RunAsync(program, arguments));

    private const string Corosync =
        """
        totem {
          version: 2
          cluster_name: trial
          transport: udpu
          token: 3000
        }
        nodelist {
          node {
            ring0_addr: 10.99.0.1
            name: node1
            nodeid: 1
          }
          node {
            ring0_addr: 10.99.0.2
            name: node2
            nodeid: 2
          }
        }
        quorum {
          provider: corosync_votequorum
          two_node: 1
          wait_for_all: 0
        }
        logging {
          to_stderr: no
          to_logfile: yes
          logfile: /var/log/corosync/corosync.log
          to_syslog: no
        }

        """;

    private const string StandIn =
        """
        #!/bin/sh
        # Stands for systemctl: starts and stops the two services of a cluster.
        verb= unit=
        for word in "$@"; do case $word in -*) ;; *) if [ -z "$verb" ]; then verb=$word; else unit=${word%.service}; fi ;; esac; done
        file=/run/trial-$unit.pid
        lives() { [ -s $file ] && kill -0 "$(cat $file)" 2>/dev/null; }
        case $verb in
          start)
            case $unit in corosync) program='corosync -f' ;; pacemaker) program=pacemakerd ;; *) exit 0 ;; esac
            lives && exit 0
            setsid $program > /var/log/trial-$unit 2>&1 < /dev/null &
            echo $! > $file ;;
          stop)
            lives && kill -TERM "$(cat $file)"
            while lives; do sleep 0.1; done
            rm -f $file ;;
          is-active) lives && { echo active; exit 0; }; echo inactive; exit 3 ;;
          is-enabled) echo disabled; exit 1 ;;
          status) lives || exit 3 ;;
          list-unit-files) printf 'corosync.service disabled\npacemaker.service disabled\n' ;;
        esac
        exit 0

        """;

    private sealed class InNamespaces(Process holder) : ICommandRunner
    {
        private static readonly CommandRunner Runner = new(TimeProvider.System);

        public static string[] Words(Process holder) => ["-t", InitOf(holder).ToString(CultureInfo.InvariantCulture), "--net", "--mount", "--uts", "--pid", "--"];

        public Task<CommandResult> RunAsync(CommandRequest request, Action<string>? said, CancellationToken cancellationToken) =>
            Runner.RunAsync(request with { Command = CommandLine.Of(["nsenter", .. Words(holder), .. request.Command.Words]) }, said, cancellationToken);
    }
}

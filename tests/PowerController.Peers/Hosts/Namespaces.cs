using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PowerController.Peers.Hosts;

/// <summary>Network namespaces of this machine on one bridge: each a host with an address of its own, real broadcasts, and a cable that can be pulled.</summary>
internal sealed class Namespaces : IDisposable
{
    public const string Broadcast = "10.77.0.255";

    private const int NewNetwork = 0x40000000;
    private static readonly Lazy<string?> Refusal = new(Try);
    private static int _count;

    private readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $"pc{Environment.ProcessId}x{Interlocked.Increment(ref _count)}");
    private readonly List<string> _made = [];
    private int _ports;
    private LossySwitch? _switch;

    public Namespaces()
    {
        Make("hub");
        Ip("hub", "link add br0 type bridge");
        Ip("hub", "link set br0 up");
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot() => Refusal.Value;

    /// <summary>A host on the bridge.</summary>
    public void Add(string host, params string[] addresses)
    {
        Make(host);
        var port = string.Create(CultureInfo.InvariantCulture, $"p{_ports++}");
        Ip("hub", $"link add {port} type veth peer name eth0 netns {NameOf(host)}");
        Ip("hub", $"link set {port} master br0");
        Ip("hub", $"link set {port} up");
        Ip(host, "link set lo up");
        foreach (var address in addresses)
            Ip(host, $"addr add {address}/24 brd {Broadcast} dev eth0");
        Ip(host, "link set eth0 up");
        Ports[host] = port;
    }

    /// <summary>These hear each other no more, and everybody else as before.</summary>
    public void Cut(params string[] hosts) => Isolate("on", hosts);

    public void Heal(params string[] hosts) => Isolate("off", hosts);

    /// <summary>A host whose system is down answers nobody, not even a ping: its network lives on without it otherwise.</summary>
    public void Fall(string host) => Ip(host, "link set eth0 down");

    /// <summary>Its system has begun: it answers again.</summary>
    public void Rise(string host) => Ip(host, "link set eth0 up");

    /// <summary>What every host sends is late by up to twice the delay, and some of it is lost: by the kernel where it can, otherwise by a switch of our own. How it is done, in words.</summary>
    public string Disturb(int lossPercent, int delayMilliseconds, int seed)
    {
        var how = string.Create(CultureInfo.InvariantCulture, $"loss {lossPercent}% delay {delayMilliseconds}ms {delayMilliseconds}ms");
        var problem = Ports.Keys.Select(host => Run("ip", $"netns exec {NameOf(host)} tc qdisc add dev eth0 root netem {how}")).FirstOrDefault(problem => problem is not null);
        if (problem is null)
            return $"tc netem {how}";
        In("hub", () =>
        {
            foreach (var port in Ports.Values)
                Do($"netns exec {NameOf("hub")} ip link set {port} nomaster promisc on");
            _switch = new LossySwitch(Ports.Values.Select(port => (int)IndexOf(port)), lossPercent, TimeSpan.Zero, TimeSpan.FromMilliseconds(2 * delayMilliseconds), seed);
        });
        return string.Create(CultureInfo.InvariantCulture, $"a switch of our own, {how} (seed {seed}; tc netem: {problem})");
    }

    /// <summary>Frames that were carried and lost, where a switch of our own does that.</summary>
    public (int Carried, int Lost)? Disturbed => _switch is { } lossy ? (lossy.Carried, lossy.Lost) : null;

    /// <summary>The words that begin a command so that it runs on that host.</summary>
    public IEnumerable<string> On(string host) => ["netns", "exec", NameOf(host)];

    /// <summary>Does something on a thread that lives in the host's network: what sockets it makes stay there.</summary>
    public void In(string host, Action act)
    {
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var there = File.OpenHandle($"/run/netns/{NameOf(host)}");
                if (Enter(there, NewNetwork) != 0)
                    throw new InvalidOperationException($"The namespace of {host} cannot be entered.");
                act();
            }
            catch (Exception problem)
            {
                failed = problem;
            }
        });
        thread.Start();
        thread.Join();
        if (failed is not null)
            throw new InvalidOperationException(failed.Message, failed);
    }

    public void Dispose()
    {
        _switch?.Dispose();
        foreach (var host in _made)
        {
            // What a program there has started may outlive it, and would go on writing.
            foreach (var left in Lines("ip", $"netns pids {NameOf(host)}"))
                Run("kill", $"-9 {left}");
            Run("ip", $"netns del {NameOf(host)}");
        }
    }

    private Dictionary<string, string> Ports { get; } = new(StringComparer.Ordinal);

    private void Isolate(string state, string[] hosts)
    {
        foreach (var host in hosts)
            Do($"netns exec {NameOf("hub")} bridge link set dev {Ports[host]} isolated {state}");
    }

    private string NameOf(string host) => _prefix + host;

    private void Make(string host)
    {
        Do($"netns add {NameOf(host)}");
        _made.Add(host);
    }

    private void Ip(string host, string words) => Do($"netns exec {NameOf(host)} ip {words}");

    private static void Do(string words)
    {
        if (Run("ip", words) is { } problem)
            throw new InvalidOperationException($"ip {words}: {problem}");
    }

    private static string? Run(string program, string words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said.Trim();
    }

    private static string[] Lines(string program, string words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/sbin/ip") && !File.Exists("/sbin/ip"))
            return "Network namespaces need Linux and the package iproute2.";
        var name = $"pc{Environment.ProcessId}try";
        if (Run("ip", $"netns add {name}") is { } problem)
            return $"Network namespaces are not allowed here: {problem}";
        var bridge = Run("ip", $"netns exec {name} ip link add br0 type bridge");
        Run("ip", $"netns del {name}");
        return bridge is null ? null : $"A bridge is not allowed here: {bridge}";
    }

    [DllImport("libc", EntryPoint = "if_nametoindex", CharSet = CharSet.Ansi)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint IndexOf([MarshalAs(UnmanagedType.LPStr)] string name);

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Enter(Microsoft.Win32.SafeHandles.SafeFileHandle there, int kind);
}

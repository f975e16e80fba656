using System.Diagnostics;
using System.Globalization;
using PowerController.Peers.Processes;
using PowerController.Runtime.Configuration;

namespace PowerController.Peers.Hosts;

/// <summary>What a host of the room has for itself: its wall clock, its configuration, and programs of others on it.</summary>
internal sealed partial class Room
{
    private readonly SortedDictionary<string, string> _clocks = new(StringComparer.Ordinal);
    private readonly bool _isShared;

    /// <summary>Debian's library that sets the wall clock of single programs; null where it is not installed.</summary>
    public static string? ClockLibrary => Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Select(path => Path.Combine(path, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists) : null;

    /// <summary>The programs that start on this host from now on have another wall clock: `+3d`, `-5d`. Their monotonic clock stays as it is.</summary>
    public void SetClock(string host, string offset) => _clocks[host] = offset;

    /// <summary>Changes the configuration that this host has for itself.</summary>
    public void Rewrite(string host, string from, string to)
    {
        var file = Path.Combine(ConfigOf(host), "site.yaml");
        var text = File.ReadAllText(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>As far as people are shown it, of the configuration in this host's directory; null while it is being written.</summary>
    public string? Digest(string host) => SiteConfiguration.Load(ConfigOf(host)).Configuration?.Digest[..12];

    /// <summary>By what a terminal's status says, these hosts run this configuration.</summary>
    public bool Run(string terminal, string digest, params string[] hosts)
    {
        var lines = Status(terminal).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return hosts.All(host => lines.Any(words => words.Length > 0 && words[0] == host && words.Contains(digest)));
    }

    public void HangUp(string terminal) => Process.Start("kill", ["-HUP", _terminals[terminal].Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>What the programs of a host have said since it runs.</summary>
    public string SaidBy(string host) => _terminals.TryGetValue(host, out var terminal) ? terminal.Output : _machines[host].Agent?.Output ?? "";

    /// <summary>Runs a program of others on a host.</summary>
    public PeerProcess Start(string host, string program, IEnumerable<string> words, IReadOnlyDictionary<string, string> environment) =>
        PeerProcess.Start("/usr/sbin/ip", [.. _network.On(host), program, .. words], environment);

    private string ConfigOf(string host) => _isShared ? Config : Path.Combine(Root, $"config-{host}");

    private string[] ClockOf(string host) =>
        _clocks.TryGetValue(host, out var offset) ? ["env", $"LD_PRELOAD={ClockLibrary}", $"FAKETIME={offset}", "DONT_FAKE_MONOTONIC=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"] : [];

    private void GiveEachItsOwn()
    {
        foreach (var host in Site.Terminals.Select(terminal => terminal.Node ?? terminal.Name).Concat(Site.Nodes.Select(node => node.Name)).Distinct())
            Process.Start("cp", ["-a", Config, ConfigOf(host)]).WaitForExit();
    }
}

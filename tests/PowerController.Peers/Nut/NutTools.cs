using System.Globalization;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Nut;

/// <summary>Debian's NUT in a directory of its own: its driver asked once, or driver and server kept running.</summary>
internal sealed class NutTools : IDisposable
{
    public const string Driver = "/lib/nut/snmp-ups";
    public const string Server = "/lib/nut/upsd";
    public const string Client = "/usr/bin/upsc";
    public const string Commander = "/usr/bin/upscmd";

    private readonly string _folder = Directory.CreateTempSubdirectory("powercontroller-nut-").FullName;
    private readonly List<PeerProcess> _running = [];

    private Dictionary<string, string> Environment => new() { ["NUT_CONFPATH"] = _folder, ["NUT_STATEPATH"] = _folder, ["MIBS"] = "", ["SNMP_PERSISTENT_DIR"] = _folder };

    /// <summary>Lets the driver read a card once; what it would tell the world.</summary>
    public async Task<SortedDictionary<string, string>> ReadAsync(IReadOnlyDictionary<string, string> settings)
    {
        File.WriteAllText(Path.Combine(_folder, "ups.conf"), "");
        List<string> arguments = ["-u", "root", "-s", "card", "-d", "1"];
        foreach ((string name, string value) in settings) arguments.AddRange(["-x", $"{name}={value}"]);
        string output = await PeerProcess.RunAsync(Driver, arguments, Environment);
        SortedDictionary<string, string> values = Values(output);
        Assert.True(values.ContainsKey("ups.status"), $"NUT's driver did not read the card:\n{output}");
        return values;
    }

    /// <summary>Starts driver and server for one UPS called "card". Says where the server is.</summary>
    public async Task<string> ServeAsync(IReadOnlyDictionary<string, string> settings)
    {
        int port = Places.FreeTcpPort();
        File.WriteAllLines(Path.Combine(_folder, "ups.conf"), ["[card]", "driver = snmp-ups", .. settings.Select(s => $"{s.Key} = {s.Value}")]);
        File.WriteAllLines(Path.Combine(_folder, "upsd.conf"), [$"LISTEN 127.0.0.1 {port}"]);
        File.WriteAllLines(Path.Combine(_folder, "upsd.users"), ["[operator]", "password = secret", "actions = SET", "instcmds = ALL"]);
        PeerProcess driver = PeerProcess.Start(Driver, ["-u", "root", "-a", "card", "-i", "1", "-F"], Environment);
        _running.Add(driver);
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(40));
        while (!File.Exists(Path.Combine(_folder, "snmp-ups-card")))
        {
            if (driver.HasExited || late.IsCancellationRequested) Assert.Fail($"NUT's driver did not start:\n{driver.Output}");
            await Task.Delay(50, late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _running.Add(PeerProcess.Start(Server, ["-D", "-u", "root"], Environment));
        await UntilAsync($"card@127.0.0.1:{port}", values => values.ContainsKey("ups.status"), "ups.status");
        return $"card@127.0.0.1:{port}";
    }

    /// <summary>Asks NUT's server until a condition holds.</summary>
    public async Task<SortedDictionary<string, string>> UntilAsync(string ups, Func<SortedDictionary<string, string>, bool> holds, string what)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(40));
        for (; ; )
        {
            string output = await PeerProcess.RunAsync(Client, [ups], Environment);
            SortedDictionary<string, string> values = Values(output);
            if (holds(values)) return values;
            if (late.IsCancellationRequested || _running.Any(p => p.HasExited)) Assert.Fail($"NUT did not come to {what}; its client says:\n{output}\nand its programs:\n{string.Join("\n---\n", _running.Select(p => p.Output))}");
            await Task.Delay(200, late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Gives a command by NUT.</summary>
    public Task<string> CommandAsync(string ups, string command) => PeerProcess.RunAsync(Commander, ["-u", "operator", "-p", "secret", "-w", ups, command], Environment);

    public void Dispose()
    {
        foreach (PeerProcess process in _running) process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static SortedDictionary<string, string> Values(string output)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string line in output.Split('\n'))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0 && !line[..colon].Contains(' ', StringComparison.Ordinal)) values[line[..colon]] = line[(colon + 2)..].Trim();
        }

        return values;
    }
}

/// <summary>Reads what NUT tells.</summary>
internal static class NutValues
{
    public static double Number(this SortedDictionary<string, string> values, string name) =>
        values.TryGetValue(name, out string? text) && double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : throw new InvalidOperationException($"NUT does not tell {name}.");

    /// <summary>The words of the status in order.</summary>
    public static string Status(this SortedDictionary<string, string> values) => string.Join(' ', values["ups.status"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
}

using PowerController.Peers.Processes;

namespace PowerController.Peers.Nut;

/// <summary>NUT's server and its driver for tests, kept running: the UPS is what a file says.</summary>
internal sealed class DummyUps : IDisposable
{
    public const string Driver = "/lib/nut/dummy-ups";

    private readonly string _folder = Directory.CreateTempSubdirectory("powercontroller-dummy-").FullName;
    private readonly List<PeerProcess> _running = [];
    private readonly string _ups;

    /// <param name="start">Starts a program where NUT is to run.</param>
    public DummyUps(string ups, string values, Func<string, IEnumerable<string>, IReadOnlyDictionary<string, string>, PeerProcess> start)
    {
        _ups = ups;
        Say(values);
        File.WriteAllLines(Path.Combine(_folder, "ups.conf"), [$"[{ups}]", "driver = dummy-ups", $"port = {Values}"]);
        File.WriteAllText(Path.Combine(_folder, "upsd.conf"), "LISTEN 127.0.0.1 3493\n");
        File.WriteAllText(Path.Combine(_folder, "upsd.users"), "");
        var places = new Dictionary<string, string> { ["NUT_CONFPATH"] = _folder, ["NUT_STATEPATH"] = _folder, ["NUT_PIDPATH"] = _folder };
        _running.Add(start(Driver, ["-u", "root", "-a", ups, "-i", "1", "-F"], places));
        _running.Add(start(NutTools.Server, ["-D", "-u", "root"], places));
    }

    /// <summary>What NUT's programs have said, for a test that fails.</summary>
    public string Said => string.Join("\n---\n", _running.Select(process => process.Output));

    /// <summary>From now on the UPS is like this.</summary>
    public void Say(string values)
    {
        File.WriteAllText(Values + ".new", values);
        File.Move(Values + ".new", Values, overwrite: true);
    }

    public void Dispose()
    {
        foreach (var process in _running)
            process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Values => Path.Combine(_folder, $"{_ups}.dev");
}

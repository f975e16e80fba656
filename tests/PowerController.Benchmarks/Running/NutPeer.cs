using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PowerController.Benchmarks.Running;

/// <summary>Debian's NUT with a driver for each UPS and its server, in a directory of its own, with the pace it has by default.</summary>
internal sealed class NutPeer : IDisposable
{
    public const string Driver = "/lib/nut/snmp-ups";
    private const string Server = "/lib/nut/upsd";
    private const int Port = 13493;

    private readonly string _folder = Directory.CreateTempSubdirectory("powercontroller-nut-").FullName;
    private readonly List<Process> _running = [];
    private readonly int _count;
    private TcpClient? _connection;
    private StreamReader? _reader;

    public NutPeer(int count, Func<int, IPAddress> address, int port)
    {
        _count = count;
        File.WriteAllLines(Path.Combine(_folder, "ups.conf"), Enumerable.Range(0, count).Select(at => string.Create(CultureInfo.InvariantCulture,
            $"[{WatchedSite.NameOf(at)}]\ndriver = snmp-ups\nport = {address(at)}:{port}\nmibs = ietf\ncommunity = public\nsnmp_version = v2c")));
        File.WriteAllText(Path.Combine(_folder, "upsd.conf"), $"LISTEN 127.0.0.1 {Port}\n");
        File.WriteAllText(Path.Combine(_folder, "upsd.users"), "");
        for (var at = 0; at < count; at++)
            Start(Driver, "-u", "root", "-a", WatchedSite.NameOf(at), "-F");
        var patience = Stopwatch.StartNew();
        while (Directory.GetFiles(_folder, "snmp-ups-U*").Length < count && patience.Elapsed < TimeSpan.FromMinutes(3))
            Thread.Sleep(100);
        Start(Server, "-F", "-u", "root");
    }

    public int Processes => _running.Count(process => !process.HasExited);

    public TimeSpan Cpu => _running.Aggregate(TimeSpan.Zero, (sum, process) => sum + ProcessFigures.Cpu(process.Id));

    public double ProportionalMegabytes => _running.Sum(process => ProcessFigures.ProportionalMegabytes(process.Id));

    /// <summary>The status of each UPS, as a client gets it; empty while the server is not there yet.</summary>
    public Dictionary<string, string> States()
    {
        try
        {
            _connection ??= new TcpClient("127.0.0.1", Port) { NoDelay = true };
            _reader ??= new StreamReader(_connection.GetStream());
            // All questions at once: the answers come in their order.
            var questions = string.Concat(Enumerable.Range(0, _count).Select(at => $"GET VAR {WatchedSite.NameOf(at)} ups.status\n"));
            _connection.GetStream().Write(System.Text.Encoding.ASCII.GetBytes(questions));
            return Enumerable.Range(0, _count).ToDictionary(WatchedSite.NameOf, _ => _reader.ReadLine() is { } line && line.Split('"') is [_, var status, ..] ? status : "");
        }
        catch (Exception early) when (early is SocketException or IOException)
        {
            (_connection, _reader) = (null, null);
            return [];
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        foreach (var process in _running)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("NUT_CONFPATH", _folder), ("NUT_STATEPATH", _folder), ("MIBS", ""), ("SNMP_PERSISTENT_DIR", _folder) })
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _running.Add(process);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Peers.Recordings;

/// <summary>snmpsim serving a directory of recordings on loopback: a recording's name is the community that answers with it.</summary>
public sealed class Snmpsim : IAsyncLifetime
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(40);
    private readonly string _cache = Path.Combine(Path.GetTempPath(), "powercontroller-snmpsim-" + Guid.NewGuid().ToString("N"));
    private Process? _process;
    private volatile string _lastWord = "nothing";

    /// <summary>Where recordings are, or null: a folder `shared/recordings` beside the repository or above it.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <summary>Why it does not run; null when it does.</summary>
    public string? Missing { get; private set; }

    public int Port { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Missing = Folder is null ? "There is no folder shared/recordings beside or above the repository."
            : !OperatingSystem.IsLinux() || !File.Exists("/usr/bin/snmpsimd") ? "snmpsimd is not installed (Debian: apt-get install snmpsim)."
            : null;
        if (Missing is not null)
            return;
        Port = FreePort();

        // Its index files go to a directory that the unprivileged user it becomes can write.
        Directory.CreateDirectory(_cache);
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(_cache, (UnixFileMode)0x1ff);
        var start = new ProcessStartInfo("/usr/bin/snmpsimd")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                string.Create(CultureInfo.InvariantCulture, $"--agent-udpv4-endpoint=127.0.0.1:{Port}"),
                "--data-dir=" + Folder, "--cache-dir=" + _cache, "--logging-method=null",
            },
        };
        if (Environment.UserName == "root")
        {
            start.ArgumentList.Add("--process-user=nobody");
            start.ArgumentList.Add("--process-group=nogroup");
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => _lastWord = line.Data ?? _lastWord;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilItAnswersAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
            _process.Dispose();
        }

        if (Directory.Exists(_cache))
            Directory.Delete(_cache, recursive: true);
    }

    private async Task WaitUntilItAnswersAsync()
    {
        using var client = new SnmpClient();
        var community = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Folder!, "*.snmprec").First());
        var target = new SnmpTarget(new IPEndPoint(IPAddress.Loopback, Port), SnmpCredentials.V2c(community)) { Timeout = TimeSpan.FromMilliseconds(500), Retries = 0 };
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartMax && !_process!.HasExited)
        {
            var reply = await client.GetAsync(target, Oid.Parse("1.3.6.1.2.1.1.2.0")).ConfigureAwait(false);
            if (reply.Succeeded)
                return;

            // Until its socket is open the system refuses at once; asking goes on in the pace of the deadline.
            if (reply.Failure.Kind != SnmpFailureKind.Timeout)
                await Task.Delay(200).ConfigureAwait(false);
        }

        throw new InvalidOperationException($"snmpsimd does not answer on 127.0.0.1:{Port} within {StartMax.TotalSeconds} s; its last word: {_lastWord}");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string? FindFolder()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var folder = Path.Combine(directory.FullName, "shared", "recordings");
            if (Directory.Exists(folder))
                return folder;
        }

        return null;
    }
}

using System.Globalization;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Postgres;

/// <summary>A database server of its own in a temporary directory. It refuses to run as root, so a root test runs it as nobody.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Password = "a password for the test";

    private readonly string _folder = Directory.CreateTempSubdirectory("powercontroller-postgres-").FullName;
    private PeerProcess? _process;

    public string? Missing { get; private set; }

    public int Port { get; } = Places.FreeTcpPort();

    public async ValueTask InitializeAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault() : null;
        if (programs is null || !File.Exists(Path.Combine(programs, "bin", "initdb")))
        {
            Missing = "postgresql is not installed.";
            return;
        }

        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (Environment.IsPrivilegedProcess)
            await PeerProcess.RunAsync("/bin/chown", ["-R", "nobody", _folder]);
        var data = Path.Combine(_folder, "data");
        var made = await RunAsync(Path.Combine(programs, "bin", "initdb"), "-D", data, "-U", "powercontroller", "--auth=scram-sha-256", "--pwfile=" + passwordFile, "-N", "-E", "UTF8");
        Assert.DoesNotContain("exit code", made, StringComparison.Ordinal);
        await StartAsync(programs, data);
        await CreateDatabaseAsync(programs);
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync(string programs, string data)
    {
        var (program, arguments) = AsNobody(
            Path.Combine(programs, "bin", "postgres"),
            ["-D", data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]);
        _process = PeerProcess.Start(program, arguments);
        await _process.WaitForAsync("ready to accept connections");
    }

    private async Task CreateDatabaseAsync(string programs)
    {
        var said = await PeerProcess.RunAsync(
            Path.Combine(programs, "bin", "createdb"),
            ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "powercontroller", "powercontroller"],
            new Dictionary<string, string> { ["PGPASSWORD"] = Password });
        Assert.Equal("", said);
    }

    private static Task<string> RunAsync(string program, params string[] arguments)
    {
        var (first, rest) = AsNobody(program, arguments);
        return PeerProcess.RunAsync(first, rest);
    }

    private static (string Program, IEnumerable<string> Arguments) AsNobody(string program, IEnumerable<string> arguments) => Environment.IsPrivilegedProcess
        ? ("/usr/bin/setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", program, .. arguments])
        : (program, arguments);
}

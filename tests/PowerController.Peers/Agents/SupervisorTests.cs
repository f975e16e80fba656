using System.Net.Sockets;
using System.Text;
using PowerController.Hosts.Supervision;

namespace PowerController.Peers.Agents;

public sealed class SupervisorTests
{
    [Fact]
    public async Task Supervisor_OfASocket_IsToldReadyAliveAndStopping()
    {
        var path = Path.Combine(Path.GetTempPath(), $"notify-{Guid.NewGuid():N}");
        using var watcher = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        watcher.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            using var supervisor = Supervisor.Of(TimeProvider.System, path, "200000", () => true);
            supervisor.Ready("node1\nof site");
            Assert.Equal("READY=1\nSTATUS=node1 of site", await ReadAsync(watcher));
            Assert.Equal("WATCHDOG=1", await ReadAsync(watcher));
            supervisor.Stopping("ending");
            Assert.Contains("STOPPING=1", await ReadAsync(watcher) + await ReadAsync(watcher), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Supervisor_NobodyWatches_SaysNothing()
    {
        using var supervisor = Supervisor.Of(TimeProvider.System, null, null, () => true);
        supervisor.Ready("");
        using var gone = Supervisor.Of(TimeProvider.System, "/no/such/socket", "1000", () => true);
        gone.Stopping("");
    }

    private static async Task<string> ReadAsync(Socket watcher)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await watcher.ReceiveAsync(buffer, limit.Token));
    }
}

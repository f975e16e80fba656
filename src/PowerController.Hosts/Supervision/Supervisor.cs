using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PowerController.Hosts.Supervision;

/// <summary>Tells whatever watches over this program (systemd, mostly) that it is ready, alive, or ending. Does nothing where nobody watches.</summary>
public sealed class Supervisor : IDisposable
{
    private readonly Socket? _socket;
    private readonly System.Net.EndPoint? _to;
    private readonly ITimer? _timer;

    private Supervisor(TimeProvider time, string? address, TimeSpan? watchdog, Func<bool> isAlive)
    {
        if (string.IsNullOrEmpty(address))
            return;
        // A leading @ stands for an address that is in no file system.
        _to = new UnixDomainSocketEndPoint(address.StartsWith('@') ? "\0" + address[1..] : address);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        if (watchdog is { } every && every > TimeSpan.Zero)
        {
            _timer = time.CreateTimer(_ =>
            {
                if (isAlive())
                    Say("WATCHDOG=1");
            }, null, every / 2, every / 2);
        }
    }

    /// <summary>By what the environment says.</summary>
    /// <param name="isAlive">Asked at each sign of life: a program whose loop has ended gives none.</param>
    public static Supervisor OfEnvironment(TimeProvider time, Func<bool> isAlive) => Of(
        time, Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), Environment.GetEnvironmentVariable("WATCHDOG_USEC"), isAlive);

    public static Supervisor Of(TimeProvider time, string? socket, string? watchdogMicroseconds, Func<bool> isAlive) => new(
        time, socket, long.TryParse(watchdogMicroseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var every) ? TimeSpan.FromMicroseconds(every) : null, isAlive);

    public void Ready(string status) => Say($"READY=1\nSTATUS={OneLine(status)}");

    public void Stopping(string status) => Say($"STOPPING=1\nSTATUS={OneLine(status)}");

    public void Dispose()
    {
        _timer?.Dispose();
        _socket?.Dispose();
    }

    private void Say(string text)
    {
        if (_socket is null)
            return;
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(text), _to!);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Whoever watched is gone; the work goes on.
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

}

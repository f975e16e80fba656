using System.Net.Sockets;
using System.Text;

namespace PowerController.Peers.Packaging;

/// <summary>systemd's end of sd_notify: hears what a program says of itself.</summary>
internal sealed class NotifySocket : IDisposable
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(60);
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket(string path)
    {
        Path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
    }

    public string Path { get; }

    /// <summary>Waits until it has said a word.</summary>
    public async Task WaitForAsync(string word)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(_deadline);
        var buffer = new byte[4096];
        while (true)
        {
            var length = await _socket.ReceiveAsync(buffer, late.Token);
            if (Encoding.UTF8.GetString(buffer, 0, length).Split('\n').Contains(word, StringComparer.Ordinal))
                return;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(Path);
    }
}

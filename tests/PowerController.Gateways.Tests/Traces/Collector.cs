using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PowerController.Gateways.Traces;

/// <summary>Takes one POST on loopback and keeps what is text in it.</summary>
internal sealed class Collector : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Collector() => _listener.Start();

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/traces";

    public async Task<string> HearAsync(CancellationToken cancellation)
    {
        using var client = await _listener.AcceptTcpClientAsync(cancellation);
        await using var stream = client.GetStream();
        using var heard = new MemoryStream();
        var buffer = new byte[16_384];
        while (true)
        {
            heard.Write(buffer, 0, await stream.ReadAsync(buffer, cancellation));
            var text = Encoding.Latin1.GetString(heard.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0 || heard.Length < end + 4 + int.Parse(text.Split("Content-Length: ")[1].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture))
                continue;
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellation);
            return text;
        }
    }

    public void Dispose() => _listener.Dispose();
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PowerController.Runtime.Notifications;

/// <summary>A server on loopback that takes one connection at a time.</summary>
internal sealed class SmallServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;

    public SmallServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Everything until the other side has said all; what came until the connection broke, when it broke.</summary>
    public async Task<string> HearAllAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = await _listener.AcceptTcpClientAsync(patience.Token);
        using var heard = new MemoryStream();
        try
        {
            await using Stream stream = _certificate is null ? client.GetStream() : await EncryptAsync(client.GetStream(), patience.Token);
            await stream.CopyToAsync(heard, patience.Token);
        }
        catch (Exception failure) when (failure is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The other side did not want to go on.
        }

        return Encoding.UTF8.GetString(heard.ToArray());
    }

    /// <summary>One request, and the answer to it.</summary>
    public async Task<(string Head, string Body, string From)> HearHttpAsync(string answer)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = await _listener.AcceptTcpClientAsync(patience.Token);
        await using var stream = client.GetStream();
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, patience.Token)));
            var end = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            var length = text.ToString().Split("Content-Length: ")[1].Split('\r')[0];
            if (text.Length < end + 4 + int.Parse(length, System.Globalization.CultureInfo.InvariantCulture))
                continue;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), patience.Token);
            return (text.ToString(0, end), text.ToString(end + 4, text.Length - end - 4), ((IPEndPoint)client.Client.RemoteEndPoint!).Address.ToString());
        }
    }

    /// <summary>A connection, for a conversation.</summary>
    public Task<TcpClient> AcceptAsync(CancellationToken cancellation) => _listener.AcceptTcpClientAsync(cancellation).AsTask();

    public async Task<SslStream> EncryptAsync(Stream stream, CancellationToken cancellation)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, cancellation);
        return encrypted;
    }

    public void Dispose()
    {
        _listener.Stop();
        _listener.Dispose();
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>Connections from the host's own address.</summary>
/// <param name="source">Null leaves the choice to the system.</param>
internal sealed class OutgoingSocket(IPAddress? source)
{
    public async Task<NetworkStream> ConnectAsync(IPEndPoint to, CancellationToken cancellation)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            Bind(socket);
            await socket.ConnectAsync(to, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Socket Datagrams(IPEndPoint to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Bind(socket);
            socket.Connect(to);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Encrypts a connection; the server must have a certificate for the name, signed by one of the trusted.</summary>
    /// <param name="trust">A PEM file; null for the system's.</param>
    public static async Task<SslStream> EncryptAsync(Stream connection, string serverName, string? trust, CancellationToken cancellation)
    {
        var encrypted = new SslStream(connection, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(Options(serverName, trust), cancellation);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }

    public static SslClientAuthenticationOptions Options(string serverName, string? trust)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = serverName };
        if (trust is null)
            return options;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(trust);
        options.CertificateChainPolicy = policy;
        return options;
    }

    private void Bind(Socket socket)
    {
        if (source is not null && source.AddressFamily == socket.AddressFamily)
            socket.Bind(new IPEndPoint(source, 0));
    }
}

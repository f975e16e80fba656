using System.Net;
using System.Net.Sockets;

namespace PowerController.Snmp.Agent;

/// <summary>
/// The sockets behind agents and listeners. Each endpoint has its service; where the system can say which address a datagram was sent to,
/// one socket serves any number of addresses on one port.
/// </summary>
public sealed class DatagramHost : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _ports = [];
    private bool _closed;

    /// <summary>
    /// Serves one endpoint; port 0 takes a free one. Says where it is served. What must not wait for its turn among everything else the program does,
    /// as traps must not, gets a thread of its own.
    /// </summary>
    public IPEndPoint Serve(IPEndPoint local, IDatagramService service, bool ownThread = false)
    {
        ServedPort port = new(local, service, ownThread);
        Keep(port);
        return port.LocalEndPoint;
    }

    /// <summary>Serves every IPv4 address of this machine on one port with one socket; null from the finder means that nobody answers there.</summary>
    public IPEndPoint ServeAddresses(int port, Func<IPAddress, IDatagramService?> find)
    {
        if (!ManyAddressPort.IsSupported) throw new PlatformNotSupportedException("One socket for many addresses needs Linux; serve each address by itself.");
        ManyAddressPort served = new(port, find);
        Keep(served);
        return served.LocalEndPoint;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        List<IDisposable> ports;
        lock (_gate)
        {
            _closed = true;
            ports = [.. _ports];
            _ports.Clear();
        }

        foreach (IDisposable port in ports) port.Dispose();
    }

    private void Keep(IDisposable port)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _ports.Add(port);
                return;
            }
        }

        port.Dispose();
        throw new ObjectDisposedException(nameof(DatagramHost));
    }
}

using PowerController.Coordination.Membership;

namespace PowerController.Hosts.Network;

/// <summary>The ways from a host to the others of its site. Nothing of it ever throws because a network is not there.</summary>
public interface IHostNetwork : IDisposable
{
    /// <summary>Begins to listen.</summary>
    void Open(INetworkListener listener);

    /// <summary>Other addresses from now on.</summary>
    void Use(NetworkPlan plan);

    /// <summary>Sends and does not wait. For one thread at a time.</summary>
    /// <param name="to">Null for everybody: by broadcast, and to each address of the list.</param>
    void Send(NetAddress? to, ReadOnlySpan<byte> datagram);
}

/// <summary>Who is told what comes in; on threads of the network's own, several at once.</summary>
public interface INetworkListener
{
    /// <summary>The most ways into one host.</summary>
    const int Lanes = 16;

    /// <param name="lane">Which of the network's threads this is, below <see cref="Lanes"/>.</param>
    void Received(int lane, NetAddress from, ReadOnlySpan<byte> datagram);

    /// <summary>A way has failed, with the problem in words; or works again, with null. Only changes are told.</summary>
    void PathChanged(string path, string? problem);
}

/// <summary>For a host that is alone in its site: nobody to talk to.</summary>
public sealed class NoNetwork : IHostNetwork
{
    public void Open(INetworkListener listener)
    {
        // Nothing will ever come.
    }

    public void Use(NetworkPlan plan)
    {
        // It has no addresses.
    }

    public void Send(NetAddress? to, ReadOnlySpan<byte> datagram)
    {
        // Nobody is there to hear it.
    }

    public void Dispose()
    {
        // It holds nothing.
    }
}

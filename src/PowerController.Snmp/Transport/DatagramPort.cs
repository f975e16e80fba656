using System.Net;

namespace PowerController.Snmp.Transport;

/// <summary>
/// One UDP socket as the client uses it: messages are built in its buffer and handed over; a thread of the owner runs the receiving.
/// Sending is called under the owner's lock; receiving by one thread only.
/// </summary>
internal abstract class DatagramPort : IDisposable
{
    /// <summary>"sockets" or "mmsg", for figures and logs.</summary>
    public abstract string Kind { get; }

    /// <summary>The address this end is bound to.</summary>
    public abstract IPEndPoint LocalEndPoint { get; }

    /// <summary>Where the next message is built, at its end.</summary>
    public abstract Span<byte> SendBuffer { get; }

    /// <summary>Sends the last octets of the buffer, now or with the next flush.</summary>
    public abstract void Send(int length, SocketAddress to, int requestId);

    /// <summary>How many messages wait for the next flush.</summary>
    public abstract int Unsent { get; }

    /// <summary>Sends what is waiting.</summary>
    public abstract void Flush();

    /// <summary>Waits for datagrams; how many came, 0 when waiting ended without any, −1 when the port is closed.</summary>
    public abstract int Receive();

    /// <summary>One of the datagrams received last; may be written to, and is gone with the next call of <see cref="Receive"/>.</summary>
    public abstract Span<byte> Datagram(int index);

    /// <summary>The socket address a datagram came from.</summary>
    public abstract ReadOnlySpan<byte> Source(int index);

    /// <summary>Requests whose messages the system refused to send; whoever reads them clears them.</summary>
    public List<int> Refused { get; } = [];

    /// <summary>Ends waiting and sending; the receiving thread comes out of <see cref="Receive"/>.</summary>
    public abstract void Dispose();

    /// <summary>Gives back what the receiving thread may still have used; called after it has ended.</summary>
    public virtual void Release()
    {
    }
}

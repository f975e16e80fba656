using System.Net;
using System.Net.Sockets;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Client;

/// <summary>A loopback agent for v1 and v2c that answers each request as the test says; null is silence.</summary>
internal sealed class ScriptedAgent : IDisposable
{
    private readonly UdpClient _socket;
    private readonly Func<AskedPdu, byte[]?> _answer;
    private readonly Task _serving;
    private int _asked;

    public ScriptedAgent(Func<AskedPdu, byte[]?> answer, IPAddress? address = null)
    {
        _socket = new UdpClient(new IPEndPoint(address ?? IPAddress.Loopback, 0));
        _answer = answer;
        _serving = Task.Run(ServeAsync);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public int Asked => Volatile.Read(ref _asked);

    public SnmpTarget Target(SnmpCredentials? credentials = null, int timeoutMs = 2000, int retries = 0, int inFlight = 2) =>
        new(EndPoint, credentials ?? SnmpCredentials.V2c("public")) { Timeout = TimeSpan.FromMilliseconds(timeoutMs), Retries = retries, InFlightMax = inFlight };

    public void Dispose()
    {
        _socket.Dispose();
        _serving.Wait();
    }

    private async Task ServeAsync()
    {
        try
        {
            for (; ; )
            {
                UdpReceiveResult got = await _socket.ReceiveAsync();
                Interlocked.Increment(ref _asked);
                if (_answer(AskedPdu.Read(got.Buffer, Asked)) is { } octets) await _socket.SendAsync(octets, got.RemoteEndPoint);
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Disposed: the test is over.
        }
    }
}

/// <summary>A request as the scripted agent sees it.</summary>
internal sealed record AskedPdu(SnmpVersion Version, byte[] Community, PduType Type, int RequestId, int First, int Second, VarBind[] VarBinds, int Count)
{
    public static AskedPdu Read(byte[] datagram, int count)
    {
        Assert.Equal(BerFault.None, MessageView.Read(datagram, out MessageView message));
        Assert.Equal(BerFault.None, PduView.Read(message.Pdu, out PduView pdu));
        VarBindTable table = new();
        Assert.Equal(BerFault.None, table.Read(pdu.VarBindList));
        return new AskedPdu(message.Version, message.Community.ToArray(), pdu.Type, pdu.RequestId, pdu.ErrorStatus, pdu.ErrorIndex, [.. table.ToVarBinds(pdu.VarBindList)], count);
    }

    public byte[] Answer(params VarBind[] varBinds) => Message(RequestId, 0, 0, varBinds);

    public byte[] Error(SnmpErrorStatus status, int index) => Message(RequestId, (int)status, index, VarBinds);

    public byte[] Message(int requestId, int status, int index, VarBind[] varBinds)
    {
        BerWriter writer = new(new byte[Limits.DatagramBytes]);
        PduView.Write(ref writer, PduType.Response, requestId, status, index, varBinds);
        MessageView.WriteCommunity(ref writer, Version, Community);
        return writer.Written.ToArray();
    }

    /// <summary>Each asked object with a number as its value.</summary>
    public byte[] Echo() => Answer([.. VarBinds.Select((v, i) => new VarBind(v.Name, SnmpValue.Integer32(i)))]);
}

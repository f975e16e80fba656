using System.Net;
using System.Net.Sockets;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Client;

/// <summary>A loopback agent for v3 whose engine, clock and answers the test bends.</summary>
internal sealed class ScriptedV3Agent : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly UsmUser _user;
    private readonly Task _serving;
    private int _asked;
    private int _discoveries;

    public ScriptedV3Agent(UsmUser user)
    {
        _user = user;
        _serving = Task.Run(ServeAsync);
    }

    public EngineId Engine { get; set; } = EngineId.From([0x80, 0, 0, 1, 1]);

    public int Boots { get; set; } = 5;

    public int Time { get; set; } = 1000;

    /// <summary>Reported instead of an answer, when set.</summary>
    public UsmReport? Report { get; set; }

    /// <summary>The level of reports about messages that were signed.</summary>
    public UsmLevel ReportLevel { get; set; } = UsmLevel.AuthNoPriv;

    /// <summary>The level of answers, when it is not the right one.</summary>
    public UsmLevel? AnswerLevel { get; set; }

    /// <summary>The clock in answers, when it is not the right one.</summary>
    public int? AnswerTime { get; set; }

    /// <summary>Done to each answer before it is sent; null is silence.</summary>
    public Func<byte[], byte[]?> Bend { get; set; } = answer => answer;

    /// <summary>Messages that came, discoveries left out.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public int Discoveries => Volatile.Read(ref _discoveries);

    public SnmpTarget Target(UsmUser user, int timeoutMs = 2000) =>
        new((IPEndPoint)_socket.Client.LocalEndPoint!, SnmpCredentials.V3(user)) { Timeout = TimeSpan.FromMilliseconds(timeoutMs), Retries = 0 };

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
                if (Answer(got.Buffer) is { } octets) await _socket.SendAsync(octets, got.RemoteEndPoint);
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Disposed: the test is over.
        }
    }

    private byte[]? Answer(byte[] datagram)
    {
        Assert.Equal(BerFault.None, MessageView.Read(datagram, out MessageView message));
        Assert.Equal(BerFault.None, V3View.Read(datagram, message, out V3View view));
        UsmKeys keys = _user.KeysFor(Engine);
        if (!view.EngineId.SequenceEqual(Engine.Octets))
        {
            Interlocked.Increment(ref _discoveries);
            return Write(view, keys, UsmLevel.NoAuthNoPriv, PduType.Report, 0, [new VarBind(UsmReports.ObjectOf(UsmReport.UnknownEngine), SnmpValue.Counter32(1))], Time);
        }

        Interlocked.Increment(ref _asked);
        Span<byte> data = datagram.AsSpan(view.DataOffset, view.DataLength);
        Assert.True(view.Level == UsmLevel.NoAuthNoPriv || keys.Verify(datagram, view.MacOffset));
        if (view.Level == UsmLevel.AuthPriv) Assert.True(keys.TryDecrypt(data, view.Boots, view.Time, view.PrivParameters));
        Assert.Equal(BerFault.None, ScopedPduView.Read(data, out ScopedPduView scoped));
        Assert.Equal(BerFault.None, PduView.Read(scoped.Pdu, out PduView pdu));
        UsmReport? report = Report ?? (view.Level != UsmLevel.NoAuthNoPriv && (view.Boots != Boots || Math.Abs(view.Time - Time) > 150) ? UsmReport.NotInTimeWindow : null);
        if (report is not null) return Bend(Write(view, keys, ReportLevel, PduType.Report, pdu.RequestId, [new VarBind(UsmReports.ObjectOf(report.Value), SnmpValue.Counter32(1))], Time));
        VarBindTable table = new();
        Assert.Equal(BerFault.None, table.Read(pdu.VarBindList));
        VarBind[] values = [.. table.ToVarBinds(pdu.VarBindList).Select(v => new VarBind(v.Name, SnmpValue.Integer32(7)))];
        return Bend(Write(view, keys, AnswerLevel ?? view.Level, PduType.Response, pdu.RequestId, values, AnswerTime ?? Time));
    }

    private byte[] Write(in V3View asked, UsmKeys keys, UsmLevel level, PduType type, int requestId, VarBind[] varBinds, int time)
    {
        BerWriter writer = new(new byte[2000]);
        PduView.Write(ref writer, type, requestId, 0, 0, varBinds);
        V3Envelope envelope = new()
        {
            MessageId = asked.MessageId,
            Level = level,
            EngineId = Engine.Octets,
            Boots = Boots,
            Time = time,
            UserName = asked.UserName,
            Keys = keys,
            Salt = 99,
            ContextEngineId = Engine.Octets,
        };
        envelope.Seal(ref writer);
        return writer.Written.ToArray();
    }
}

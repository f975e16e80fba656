using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PowerController.Model.Effects;

namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>Syslog by RFC 5424, over UDP (RFC 5426), TCP (RFC 6587, octets counted) or TLS (RFC 5425).</summary>
/// <param name="host">The public address or name of this host.</param>
internal sealed class SyslogReceiver(ToSyslog to, string host, OutgoingSocket sockets) : IReceiver
{
    /// <summary>Facility 3: a system's daemon.</summary>
    private const int Daemon = 3;

    private const int AlertSeverity = 1;
    private const int WarningSeverity = 4;
    private const int InformationSeverity = 6;

    private readonly IPEndPoint _receiver = new(IPAddress.Parse(to.Address), to.Port);

    public async Task DeliverAsync(Notice notice, CancellationToken cancellation)
    {
        var message = Message(notice, host);
        if (to.Transport == SyslogTransport.Udp)
        {
            using var socket = sockets.Datagrams(_receiver);
            await socket.SendAsync(message.AsMemory(0, Math.Min(message.Length, Limits.SyslogDatagram)), cancellation);
            return;
        }

        await using var connection = await sockets.ConnectAsync(_receiver, cancellation);
        await using Stream stream = to.Transport == SyslogTransport.Tls
            ? await OutgoingSocket.EncryptAsync(connection, to.ServerName ?? to.Address, to.Trust, cancellation)
            : connection;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture) + " "), cancellation);
        await stream.WriteAsync(message, cancellation);
        await stream.FlushAsync(cancellation);
        await EndAsync(connection, stream, cancellation);
    }

    public void Dispose()
    {
    }

    /// <summary>The message as it is sent.</summary>
    internal static byte[] Message(Notice notice, string host)
    {
        var severity = notice.Urgency switch
        {
            Urgency.Alarm => AlertSeverity,
            Urgency.Warning => WarningSeverity,
            _ => InformationSeverity,
        };
        var time = notice.Wall.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<{(Daemon * 8) + severity}>1 {time} {Word(host)} powercontroller {Environment.ProcessId} {notice.Kind} ");
        text.Append(CultureInfo.InvariantCulture, $"[powercontroller@99999 number=\"{notice.Number}\" subject=\"{Value(notice.Subject)}\" count=\"{notice.Count}\"");
        if (notice.Run is { } run)
            text.Append(CultureInfo.InvariantCulture, $" run=\"{Value(run)}\"");
        if (notice.Who is { } who)
            text.Append(CultureInfo.InvariantCulture, $" who=\"{Value(who)}\"");
        if (notice.From is { } from)
            text.Append(CultureInfo.InvariantCulture, $" from=\"{Value(from)}\"");

        // The mark in front of the text says that it is UTF-8.
        text.Append("] \uFEFF").Append(OneLine($"{notice.Subject}: {notice.Text}"));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // TCP says that octets were sent, not that anybody read them: the receiver's end of the connection says so.
    private static async Task EndAsync(NetworkStream connection, Stream stream, CancellationToken cancellation)
    {
        if (stream is System.Net.Security.SslStream encrypted)
            await encrypted.ShutdownAsync();
        connection.Socket.Shutdown(SocketShutdown.Send);
        var rest = new byte[256];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Limits.SyslogEnd);
        try
        {
            while (await connection.ReadAsync(rest, patience.Token) > 0)
            {
                // Nothing is expected; what comes is not ours to judge.
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It keeps its side open. Everything was taken over by its system, or the connection would have failed.
        }
    }

    private static string Word(string text) => text.Length == 0 ? "-" : new string([.. text.Where(character => character is > ' ' and < '\u007f').Take(255)]);

    private static string Value(string text) =>
        OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    private static string OneLine(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 ? text : new string([.. text.Select(character => char.IsControl(character) ? ' ' : character)]);
}

using System.Globalization;
using System.Text;

namespace PowerController.Runtime.Notifications.Receivers;

/// <summary>Lines to and from a mail server (RFC 5321): a command, and the reply with its code.</summary>
internal sealed class SmtpConversation(Stream stream) : IDisposable
{
    private readonly byte[] _buffer = new byte[Limits.SmtpReply];
    private int _have;
    private int _read;

    /// <summary>Reads a reply; throws when it is not of the class that is expected.</summary>
    /// <param name="expected">The first digit of a good reply.</param>
    public async Task<string> ReplyAsync(int expected, CancellationToken cancellation)
    {
        var reply = new StringBuilder();
        while (true)
        {
            var line = await LineAsync(cancellation);
            reply.Append(line).Append('\n');
            if (reply.Length > Limits.SmtpReply)
                throw new IOException("the mail server's reply has no end");

            // A dash behind the code says that another line follows.
            if (line.Length >= 4 && line[3] == '-')
                continue;
            if (line.Length == 0 || line[0] - '0' != expected)
                throw new IOException($"the mail server says: {line}");
            return reply.ToString();
        }
    }

    public async Task<string> AskAsync(string command, int expected, CancellationToken cancellation)
    {
        await WriteAsync(command + "\r\n", cancellation);
        return await ReplyAsync(expected, cancellation);
    }

    public async Task WriteAsync(string text, CancellationToken cancellation)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await stream.FlushAsync(cancellation);
    }

    /// <summary>True when something was sent before it was asked for; before encryption begins that is somebody else's word.</summary>
    public bool HasMore => _read < _have;

    public void Dispose() => stream.Dispose();

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_read == _have)
            {
                _have = await stream.ReadAsync(_buffer, cancellation);
                _read = 0;
                if (_have == 0)
                    throw new IOException("the mail server has closed the connection");
            }

            var next = (char)_buffer[_read++];
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(next);
            if (line.Length > Limits.SmtpReply)
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"the mail server's reply is longer than {Limits.SmtpReply} octets"));
        }
    }
}

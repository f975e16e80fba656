using System.Net.Sockets;
using System.Text;
using PowerController.Model.Events;

namespace PowerController.Agent.Life;

/// <summary>Where scripts on this host tell its agent of a stop: a socket in the state directory, which only the agent's own user may enter.</summary>
public sealed class NotifySocket : IAsyncDisposable
{
    private const int LineBytes = 64;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _closing = new();
    private readonly string _path;
    private readonly Func<StopNotice, string> _take;
    private readonly Task _serving;

    private NotifySocket(string path, Func<StopNotice, string> take)
    {
        (_path, _take) = (path, take);
        File.Delete(path);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(8);
        _serving = Task.Run(ServeAsync);
    }

    public static string PathOf(string state, string host) => Path.Combine(state, host + ".notify");

    /// <param name="take">Gives the answer, in words.</param>
    /// <param name="problem">In an operator's words, when the result is null.</param>
    public static NotifySocket? Open(string path, Func<StopNotice, string> take, out string? problem)
    {
        try
        {
            problem = null;
            return new NotifySocket(path, take);
        }
        catch (Exception e) when (e is SocketException or IOException or ArgumentException or UnauthorizedAccessException)
        {
            problem = $"'powerctl notify' cannot be heard at {path}: {e.Message}";
            return null;
        }
    }

    /// <summary>Tells the agent that listens at the path; null with the problem when nobody does.</summary>
    public static async Task<(string? Answer, string? Problem)> TellAsync(string path, StopNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            await socket.SendAsync(Encoding.ASCII.GetBytes(notice.Line + "\n"), cancellationToken).ConfigureAwait(false);
            var buffer = new byte[1024];
            var count = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            return count == 0 ? (null, $"the agent at {path} does not answer") : (Encoding.UTF8.GetString(buffer, 0, count).Trim(), null);
        }
        catch (Exception e) when (e is SocketException or ArgumentException or OperationCanceledException)
        {
            return (null, $"no agent listens at {path}: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _serving.ConfigureAwait(false);
        _closing.Dispose();
        File.Delete(_path);
    }

    private async Task ServeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptAsync(_closing.Token).ConfigureAwait(false);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                limit.CancelAfter(Limits.NotifyClient);
                await AnswerAsync(client, limit.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // A client that went away or kept silent; the next one is heard.
            }
        }
    }

    private async Task AnswerAsync(Socket client, CancellationToken cancellationToken)
    {
        var buffer = new byte[LineBytes];
        var count = 0;
        while (count < buffer.Length && !buffer.AsSpan(0, count).Contains((byte)'\n'))
        {
            var more = await client.ReceiveAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (more == 0)
                break;
            count += more;
        }

        var answer = StopNotice.Parse(Encoding.ASCII.GetString(buffer, 0, count).Trim()) is { } notice ? _take(notice) : "not understood";
        await client.SendAsync(Encoding.UTF8.GetBytes(answer + "\n"), cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>What a script says.</summary>
/// <param name="SystemStops">The operating system is on its way down already.</param>
public sealed record StopNotice(AdministratorStop Kind, bool WholeCluster, bool SystemStops)
{
    public string Line => $"{(Kind == AdministratorStop.Reboot ? "reboot" : "stop")}{(WholeCluster ? " cluster" : "")}{(SystemStops ? " now" : "")}";

    public static StopNotice? Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0] is not ("stop" or "reboot") || words[1..].Any(word => word is not ("cluster" or "now")))
            return null;
        return new StopNotice(words[0] == "reboot" ? AdministratorStop.Reboot : AdministratorStop.ShutDown, words.Contains("cluster"), words.Contains("now"));
    }
}

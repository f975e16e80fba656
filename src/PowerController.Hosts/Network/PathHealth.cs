using System.Net.Sockets;

namespace PowerController.Hosts.Network;

/// <summary>Which ways work: a short failure is nothing, a lasting one is told once, and so is its end.</summary>
internal sealed class PathHealth(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Way> _ways = new(StringComparer.Ordinal);

    public void Note(string way, SocketError? error) => Note(way, error is { } code ? WordsOf(code) : null);

    public void Note(string way, string? problem)
    {
        lock (_gate)
        {
            if (!_ways.TryGetValue(way, out var known))
            {
                if (problem is null)
                    return;
                _ways.Add(way, known = new Way());
            }

            if (known.Problem is null && problem is not null)
                known.Since = time.GetTimestamp();
            known.Problem = problem;
        }
    }

    /// <summary>What is to be told now: ways that have failed for long enough, and those that work again (null).</summary>
    public List<(string Way, string? Problem)> Changes()
    {
        List<(string, string?)> changes = [];
        lock (_gate)
        {
            foreach (var (name, way) in _ways)
            {
                if (!way.IsTold && way.Problem is { } problem && time.GetElapsedTime(way.Since) >= Limits.PathPatience)
                {
                    way.IsTold = true;
                    changes.Add((name, problem));
                }
                else if (way is { IsTold: true, Problem: null })
                {
                    way.IsTold = false;
                    changes.Add((name, null));
                }
            }
        }

        return changes;
    }

    private static string WordsOf(SocketError code) => code switch
    {
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no way to it from this machine now",
        SocketError.NetworkDown => "its interface is down",
        SocketError.AddressNotAvailable or SocketError.InvalidArgument => "this machine does not have that address now",
        SocketError.AccessDenied => "this machine's packet filter, or its rights, forbid sending there",
        SocketError.NoBufferSpaceAvailable or SocketError.WouldBlock => "what is sent does not leave the machine",
        SocketError.NotConnected => "it is not open",
        _ => new SocketException((int)code).Message,
    };

    private sealed class Way
    {
        public string? Problem { get; set; }

        public long Since { get; set; }

        public bool IsTold { get; set; }
    }
}

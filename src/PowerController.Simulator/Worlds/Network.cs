using System.Collections.Immutable;
using PowerController.Model.Runs;
using PowerController.Simulator.Chance;

namespace PowerController.Simulator.Worlds;

/// <summary>How messages fare: late, lost, doubled, out of order, or not at all.</summary>
/// <remarks>Who is cut off is so both ways, with all that runs on the same host: a terminal among the nodes is cut off with its node.</remarks>
internal sealed class Network(Dice dice, ImmutableArray<TerminalPlace> terminals, int nodes)
{
    private readonly long[] _terminalAloneUntil = new long[terminals.Length];
    private readonly long[] _terminalAloneFrom = new long[terminals.Length];
    private readonly long[] _nodeAloneUntil = new long[nodes];
    private readonly long[] _nodeAloneFrom = new long[nodes];

    public long LossUntil { get; set; }

    public int LossPermille { get; set; }

    public long SlowUntil { get; set; }

    public long SlowestDelay { get; set; }

    public long DoublesUntil { get; set; }

    public void IsolateTerminal(int terminal, long now, long until)
    {
        if (terminals[terminal].Node is { } host)
        {
            IsolateNode(host, now, until);
            return;
        }

        if (!TerminalAlone(terminal, now))
            _terminalAloneFrom[terminal] = now;
        _terminalAloneUntil[terminal] = Math.Max(until, _terminalAloneUntil[terminal]);
    }

    public void IsolateNode(int node, long now, long until)
    {
        if (!NodeAlone(node, now))
            _nodeAloneFrom[node] = now;
        _nodeAloneUntil[node] = Math.Max(until, _nodeAloneUntil[node]);
    }

    public bool TerminalAlone(int terminal, long now) => now < TerminalAloneUntil(terminal);

    /// <summary>Until when it is cut off, or was last.</summary>
    public long TerminalAloneUntil(int terminal) => terminals[terminal].Node is { } host ? _nodeAloneUntil[host] : _terminalAloneUntil[terminal];

    public bool TerminalAloneSince(int terminal, long since, long now) =>
        terminals[terminal].Node is { } host ? NodeAloneSince(host, since, now) : TerminalAlone(terminal, now) && _terminalAloneFrom[terminal] <= since;

    /// <summary>Every loss and partition has an end; before it nothing can be said of who hears whom.</summary>
    public long HealedAt => Math.Max(Math.Max(LossUntil, SlowUntil), Math.Max(Latest(_terminalAloneUntil), Latest(_nodeAloneUntil)));

    public bool Reaches(TerminalModel terminal, int node, long now) =>
        terminal.OnNode == node || !(TerminalAlone(terminal.Position, now) || NodeAlone(node, now));

    /// <summary>Whether what runs on the two nodes, a cluster's manager, hears each other.</summary>
    public bool AreTogether(int node, int other, long now) => node == other || !(NodeAlone(node, now) || NodeAlone(other, now));

    public bool NodeAlone(int node, long now) => now < _nodeAloneUntil[node];

    public bool NodeAloneSince(int node, long since, long now) => NodeAlone(node, now) && _nodeAloneFrom[node] <= since;

    /// <summary>Whether one message is lost.</summary>
    public bool Loses(long now) => now < LossUntil && dice.Comes(LossPermille);

    public bool Doubles(long now) => now < DoublesUntil && dice.Comes(300);

    /// <summary>How long one message takes. Each has its own delay, so they overtake each other.</summary>
    public long Delay(long now) => now < SlowUntil ? dice.Between(20, SlowestDelay) : dice.Between(2, 30);

    private static long Latest(long[] times)
    {
        var latest = 0L;
        foreach (var time in times)
            latest = Math.Max(latest, time);
        return latest;
    }
}

using System.Collections.Immutable;
using PowerController.Coordination.Stations;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Talking;

/// <summary>A host that speaks on the group's network: a terminal, a node, or one process that is both.</summary>
internal sealed class TalkHost(int row, string name, TerminalModel? terminal, NodeModel? node, long clockAhead)
{
    public int Row { get; } = row;

    public string Name { get; } = name;

    public TerminalModel? Terminal { get; } = terminal;

    public NodeModel? Node { get; } = node;

    /// <summary>Its part in the coordination while its program runs.</summary>
    public Station? Station { get; set; }

    /// <summary>The agent of its node while its program runs.</summary>
    public AgentProgram? Agent { get; set; }

    /// <summary>The boot of its node in which an agent has run last.</summary>
    public long AgentBoot { get; set; }

    /// <summary>Rises with each start and end of its program.</summary>
    public int Life { get; set; }

    /// <summary>The name of its last start.</summary>
    public long Boot { get; set; }

    /// <summary>What a node has written down of what it was told.</summary>
    public ImmutableArray<byte> Disk { get; set; } = [];

    /// <summary>When it is ticked next, on the world's clock; -1 when nothing is due.</summary>
    public long TickAt { get; set; } = -1;

    /// <summary>Its clock against the world's: clocks of different hosts have nothing to do with each other.</summary>
    public long ClockAhead => Terminal?.ClockAhead ?? clockAhead;

    public TimeSpan Clock(long now) => TimeSpan.FromMilliseconds(now + ClockAhead);

    /// <summary>The first millisecond of the world's clock that is not before a moment of its own.</summary>
    public long WorldTime(TimeSpan moment) => (long)Math.Ceiling(moment.TotalMilliseconds) - ClockAhead;
}

/// <summary>A datagram on its way.</summary>
/// <param name="From">Row of the sender; -1 when somebody else put it on the wire.</param>
/// <param name="Forged">It was never sealed by a host of this site.</param>
internal sealed record Packet(int From, ReadOnlyMemory<byte> Bytes, long SentAt, bool Forged)
{
    /// <summary>Hosts that it has reached, by row.</summary>
    public ulong Reached { get; set; }
}

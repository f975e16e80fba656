using System.Collections.Immutable;

namespace PowerController.Coordination.Sealing;

/// <summary>Why a datagram was dropped. None of them is ever answered.</summary>
public enum DropKind
{
    /// <summary>It was not dropped.</summary>
    None,

    /// <summary>Too short, too long, or not of this protocol at all.</summary>
    Foreign,

    /// <summary>Of this protocol, under a key that this host does not have: another site on the same segment, or a key that was not handed out.</summary>
    OtherKey,

    /// <summary>Under our key, by a name that the configuration does not have.</summary>
    UnknownSender,

    /// <summary>It says it is under our key; its codes say otherwise.</summary>
    Forged,

    /// <summary>Authentic, of a protocol newer than this program.</summary>
    NewerProtocol,

    /// <summary>Authentic, of a protocol that is no longer spoken.</summary>
    OlderProtocol,

    /// <summary>This host's own broadcast came back.</summary>
    Own,

    /// <summary>Seen before, or too old to tell.</summary>
    Replayed,

    /// <summary>Of a start of the sender that has been superseded.</summary>
    OldBoot,

    /// <summary>A terminal's name without the terminal's signature.</summary>
    Unsigned,

    /// <summary>Signed by a key that is not pinned for the sender.</summary>
    WrongSignature,

    /// <summary>Authentic, and not a message.</summary>
    Malformed,

    /// <summary>Authentic, and not for this sender to say.</summary>
    NotAllowed,

    /// <summary>Authentic, and of no concern to this host: agents do not listen to agents.</summary>
    NotForUs,
}

/// <summary>How many datagrams were taken, and how many dropped for what.</summary>
public sealed class DropCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<DropKind>().Length];

    public long Taken => _counts[(int)DropKind.None];

    public long Dropped => _counts.Sum() - Taken;

    public long this[DropKind kind] => _counts[(int)kind];

    public ImmutableSortedDictionary<DropKind, long> All() =>
        Enum.GetValues<DropKind>().Where(kind => kind != DropKind.None && this[kind] > 0).ToImmutableSortedDictionary(kind => kind, kind => this[kind]);

    /// <summary>For one thread at a time; any may read.</summary>
    public void Count(DropKind kind) => _counts[(int)kind]++;

    /// <summary>These and those together, as they are by now.</summary>
    public DropCounts With(DropCounts others)
    {
        var sum = new DropCounts();
        for (var kind = 0; kind < _counts.Length; kind++)
            sum._counts[kind] = _counts[kind] + others._counts[kind];
        return sum;
    }
}

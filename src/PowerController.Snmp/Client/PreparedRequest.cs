using System.Collections.Immutable;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Client;

/// <summary>A request whose variable bindings are encoded once and sent many times, to any number of targets; immutable.</summary>
public sealed class PreparedRequest
{
    private readonly byte[] _varBindList;

    private PreparedRequest(PduType type, ImmutableArray<VarBind> varBinds, int nonRepeaters, int maxRepetitions, bool repeatable)
    {
        Type = type;
        VarBinds = varBinds;
        NonRepeaters = nonRepeaters;
        MaxRepetitions = maxRepetitions;
        Repeatable = repeatable;
        _varBindList = Encode(varBinds);
    }

    /// <summary>What it asks.</summary>
    public PduType Type { get; }

    /// <summary>The variables, with values for a SET.</summary>
    public ImmutableArray<VarBind> VarBinds { get; }

    /// <summary>Of GETBULK: how many of the first variables are asked once.</summary>
    public int NonRepeaters { get; }

    /// <summary>Of GETBULK: how often the others are repeated at most.</summary>
    public int MaxRepetitions { get; }

    /// <summary>False when it is sent once only and never again without an answer.</summary>
    public bool Repeatable { get; }

    /// <summary>The encoded list of variable bindings.</summary>
    public ReadOnlySpan<byte> VarBindList => _varBindList;

    /// <summary>Asks for values.</summary>
    public static PreparedRequest Get(params ReadOnlySpan<Oid> names) => new(PduType.Get, Questions(names), 0, 0, repeatable: true);

    /// <summary>Asks for the objects that follow.</summary>
    public static PreparedRequest GetNext(params ReadOnlySpan<Oid> names) => new(PduType.GetNext, Questions(names), 0, 0, repeatable: true);

    /// <summary>Asks for many objects that follow.</summary>
    public static PreparedRequest GetBulk(int nonRepeaters, int maxRepetitions, params ReadOnlySpan<Oid> names)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nonRepeaters);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRepetitions);
        return new(PduType.GetBulk, Questions(names), nonRepeaters, maxRepetitions, repeatable: true);
    }

    /// <summary>Changes values. Only a repeatable one is sent again when no answer comes: a card may have obeyed although its answer was lost.</summary>
    public static PreparedRequest Set(bool repeatable, params ReadOnlySpan<VarBind> varBinds) => new(PduType.Set, [.. varBinds], 0, 0, repeatable);

    /// <summary>A notification that wants an acknowledgement: up time first, then which it is, then what it carries.</summary>
    public static PreparedRequest Inform(params ReadOnlySpan<VarBind> varBinds) => new(PduType.Inform, [.. varBinds], 0, 0, repeatable: true);

    /// <summary>True when an answer names the same objects in the same order, as the answer to a GET must.</summary>
    public bool IsFollowedBy(in SnmpAnswer answer)
    {
        if (answer.Count != VarBinds.Length) return false;
        int position = 0;
        for (int i = 0; i < answer.Count; i++)
        {
            BerReader reader = new(_varBindList.AsSpan(position));
            if (!reader.TryRead(BerTag.Sequence, out ReadOnlySpan<byte> pair)) return false;
            position += reader.Position;
            BerReader inner = new(pair);
            if (!inner.TryRead(BerTag.ObjectIdentifier, out ReadOnlySpan<byte> name) || !name.SequenceEqual(answer[i].NameOctets)) return false;
        }

        return true;
    }

    private static ImmutableArray<VarBind> Questions(ReadOnlySpan<Oid> names)
    {
        ImmutableArray<VarBind>.Builder questions = ImmutableArray.CreateBuilder<VarBind>(names.Length);
        foreach (Oid name in names) questions.Add(new VarBind(name));
        return questions.MoveToImmutable();
    }

    private static byte[] Encode(ImmutableArray<VarBind> varBinds)
    {
        // Nearly every request is small; the room for the largest is made only for those that need it.
        BerWriter writer = new(new byte[1024]);
        writer.VarBinds(varBinds.AsSpan());
        if (writer.Overflowed)
        {
            writer = new(new byte[Limits.DatagramBytes]);
            writer.VarBinds(varBinds.AsSpan());
        }

        return writer.Overflowed ? throw new ArgumentException("The variables do not fit into any datagram; ask for fewer at a time.", nameof(varBinds)) : writer.Written.ToArray();
    }
}

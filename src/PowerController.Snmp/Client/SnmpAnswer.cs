using PowerController.Snmp.Messages;

namespace PowerController.Snmp.Client;

/// <summary>The values a request brought, still inside the received message: read them before returning from the sink.</summary>
public readonly ref struct SnmpAnswer
{
    private readonly VarBindTable _table;
    private readonly ReadOnlySpan<byte> _list;

    internal SnmpAnswer(SnmpTarget target, PreparedRequest request, long tag, TimeSpan roundTrip, VarBindTable table, ReadOnlySpan<byte> list)
    {
        Target = target;
        Request = request;
        Tag = tag;
        RoundTrip = roundTrip;
        _table = table;
        _list = list;
    }

    /// <summary>Who answered.</summary>
    public SnmpTarget Target { get; }

    /// <summary>What was asked.</summary>
    public PreparedRequest Request { get; }

    /// <summary>The number the caller gave with the request.</summary>
    public long Tag { get; }

    /// <summary>From the last sending to the answer.</summary>
    public TimeSpan RoundTrip { get; }

    /// <summary>How many variable bindings came.</summary>
    public int Count => _table.Count;

    /// <summary>One variable binding, 0-based.</summary>
    public VarBindView this[int index] => _table.View(_list, index);

    /// <summary>The number at a place, 0-based, when it is an integer, counter, gauge or ticks.</summary>
    public bool TryGetInt64(int index, out long number) => _table.TryGetInt64(_list, index, out number);

    /// <summary>All variable bindings, copied.</summary>
    public System.Collections.Immutable.ImmutableArray<VarBind> ToVarBinds() => _table.ToVarBinds(_list);
}

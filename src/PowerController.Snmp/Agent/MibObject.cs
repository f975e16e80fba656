namespace PowerController.Snmp.Agent;

/// <summary>
/// One object of a layout: its name and how it is read and written in a subject of type <typeparamref name="T"/>. An object whose reading
/// gives an exception value is absent for now, as the rows of a table come and go.
/// </summary>
public sealed class MibObject<T>
{
    private readonly Func<T, SnmpValue> _read;
    private readonly Func<T, SnmpValue, SnmpErrorStatus>? _check;
    private readonly Func<T, SnmpValue, SnmpErrorStatus>? _commit;

    /// <summary>An object that is only read.</summary>
    public MibObject(Oid name, Func<T, SnmpValue> read)
    {
        Name = name;
        _read = read;
    }

    /// <summary>An object that is also written: checked first, changed when the whole request was found good.</summary>
    public MibObject(Oid name, Func<T, SnmpValue> read, Func<T, SnmpValue, SnmpErrorStatus> check, Func<T, SnmpValue, SnmpErrorStatus> commit)
        : this(name, read)
    {
        _check = check;
        _commit = commit;
    }

    /// <summary>The whole name, the instance included.</summary>
    public Oid Name { get; }

    internal SnmpValue Read(T subject) => _read(subject);

    internal SnmpErrorStatus Check(T subject, SnmpValue value)
    {
        if (_check is null) return SnmpErrorStatus.NotWritable;
        return _read(subject).IsException ? SnmpErrorStatus.NoCreation : _check(subject, value);
    }

    internal SnmpErrorStatus Commit(T subject, SnmpValue value) => _commit is null ? SnmpErrorStatus.CommitFailed : _commit(subject, value);
}

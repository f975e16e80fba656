namespace PowerController.Snmp.Agent;

/// <summary>A layout filled with the values of one subject.</summary>
internal sealed class MibOfSubject<T>(MibLayout<T> layout, T subject) : IMib
{
    public SnmpValue Read(Oid name)
    {
        if (layout.Find(name) is { } found)
        {
            SnmpValue value = found.Read(subject);
            return value.Type == SnmpType.None ? SnmpValue.NoSuchInstance : value;
        }

        return layout.HasSibling(name) ? SnmpValue.NoSuchInstance : SnmpValue.NoSuchObject;
    }

    public bool TryReadNext(Oid after, out VarBind next)
    {
        for (int place = layout.PlaceBehind(after); place < layout.Objects.Length; place++)
        {
            MibObject<T> candidate = layout.Objects[place];
            SnmpValue value = candidate.Read(subject);
            if (value.IsException || value.Type == SnmpType.None) continue;
            next = new VarBind(candidate.Name, value);
            return true;
        }

        next = default;
        return false;
    }

    public SnmpErrorStatus Check(in VarBind change) => layout.Find(change.Name) is { } found ? found.Check(subject, change.Value)
        : layout.HasSibling(change.Name) ? SnmpErrorStatus.NoCreation : SnmpErrorStatus.NotWritable;

    public SnmpErrorStatus Commit(in VarBind change) => layout.Find(change.Name)?.Commit(subject, change.Value) ?? SnmpErrorStatus.CommitFailed;
}

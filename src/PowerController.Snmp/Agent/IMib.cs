namespace PowerController.Snmp.Agent;

/// <summary>
/// The values an agent serves, in the order of their names. What does not exist is said by an exception value, never by throwing.
/// An agent asks from one thread at a time.
/// </summary>
public interface IMib
{
    /// <summary>The value of an object; noSuchObject or noSuchInstance when there is none.</summary>
    SnmpValue Read(Oid name);

    /// <summary>The first object behind a name that has a value; false behind the last one.</summary>
    bool TryReadNext(Oid after, out VarBind next);

    /// <summary>First phase of a SET: says whether the change could be made, and changes nothing.</summary>
    SnmpErrorStatus Check(in VarBind change);

    /// <summary>Second phase of a SET: makes a change that was checked.</summary>
    SnmpErrorStatus Commit(in VarBind change);
}

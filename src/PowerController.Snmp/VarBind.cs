namespace PowerController.Snmp;

/// <summary>One variable binding: an object and its value.</summary>
public readonly record struct VarBind(Oid Name, SnmpValue Value)
{
    /// <summary>A question: the object with no value yet.</summary>
    public VarBind(Oid name)
        : this(name, SnmpValue.Null)
    {
    }

    /// <summary>"1.3.6.1.2.1.1.5.0 = ups".</summary>
    public override string ToString() => $"{Name} = {Value}";
}

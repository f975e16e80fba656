using System.Collections.Immutable;

namespace PowerController.Snmp.Client;

/// <summary>What a request brought: values, or why not; a walk that broke off has both.</summary>
public sealed record SnmpReply(SnmpFailure Failure, ImmutableArray<VarBind> VarBinds, TimeSpan RoundTrip)
{
    /// <summary>True when nothing went wrong.</summary>
    public bool Succeeded => Failure.Kind == SnmpFailureKind.None;

    /// <summary>A reply without values.</summary>
    public static SnmpReply Failed(SnmpFailure failure) => new(failure, [], TimeSpan.Zero);

    /// <summary>A reply without values.</summary>
    public static SnmpReply Failed(SnmpFailureKind kind) => Failed(new SnmpFailure(kind));

    /// <summary>The value of an object, or noSuchObject when the reply does not have it.</summary>
    public SnmpValue this[Oid name]
    {
        get
        {
            foreach (VarBind varBind in VarBinds)
            {
                if (varBind.Name == name) return varBind.Value;
            }

            return SnmpValue.NoSuchObject;
        }
    }
}

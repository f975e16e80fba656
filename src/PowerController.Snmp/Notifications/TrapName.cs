namespace PowerController.Snmp.Notifications;

/// <summary>The name of a trap in v1, and how it becomes the one of later versions and back (RFC 3584 section 3).</summary>
public readonly record struct TrapName(Oid Enterprise, int Generic, int Specific)
{
    /// <summary>The generic number that says: the specific number counts.</summary>
    public const int EnterpriseSpecific = 6;

    /// <summary>The name in v2: a standard trap, or the enterprise with a zero and the specific number.</summary>
    public Oid ToOid()
    {
        if (Generic is >= 0 and < EnterpriseSpecific) return TrapOids.Standard.Append((uint)Generic + 1);
        return Enterprise.Count <= Limits.OidArcs - 2 ? Enterprise.Append(0, (uint)Specific) : Enterprise;
    }

    /// <summary>The name in v1 of a trap whose name is known in v2.</summary>
    public static TrapName Of(Oid trap, Oid agent)
    {
        if (trap.StartsWith(TrapOids.Standard) && trap.Count == TrapOids.Standard.Count + 1 && trap[^1] is >= 1 and <= 6)
            return new TrapName(agent, (int)trap[^1] - 1, 0);
        if (trap.Count < 2) return new TrapName(trap, EnterpriseSpecific, 0);
        Oid enterprise = Oid.Of(trap[^2] == 0 ? trap.Arcs[..^2] : trap.Arcs[..^1]);
        return new TrapName(enterprise, EnterpriseSpecific, unchecked((int)trap[^1]));
    }
}

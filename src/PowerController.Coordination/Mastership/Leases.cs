using PowerController.Coordination.Stations;

namespace PowerController.Coordination.Mastership;

/// <summary>What a terminal wants of the lease now.</summary>
public enum LeaseWish
{
    /// <summary>Only to know who has it.</summary>
    Watch,

    /// <summary>To get it, or to keep it.</summary>
    Hold,

    /// <summary>Not to have it: another leads, or this one goes down.</summary>
    Release,
}

/// <summary>How a lease decides who leads. It helps the terminals to agree and never hinders them for long: what an etcd says, or does not say, stops no shutdown.</summary>
public static class Leases
{
    /// <summary>Who leads holds it; who follows does not; where nobody leads, whoever would take over next tries to get it.</summary>
    public static LeaseWish Wish(HostState state)
    {
        if (state.Lead is not { } lead || state.HasLeft || state.StandsAside)
            return LeaseWish.Release;
        if (lead.Leads)
            return LeaseWish.Hold;
        if (lead.Leader >= 0)
            return LeaseWish.Release;
        return state.Now >= Leading.UsualDueAt(state) ? LeaseWish.Hold : LeaseWish.Watch;
    }

    internal static bool Holds(HostState state) => Valid(state) is { Holder: { } holder } && string.Equals(holder, state.Entry.Name, StringComparison.Ordinal);

    internal static bool OtherHolds(HostState state) => Valid(state) is { Holder: { } holder } && !string.Equals(holder, state.Entry.Name, StringComparison.Ordinal);

    private static LeaseWord? Valid(HostState state) => state.Lead?.Lease is { } lease && lease.Until > state.Now ? lease : null;
}

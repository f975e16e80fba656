using System.Collections.Immutable;
using System.Net;
using PowerController.Devices.Profiles;
using PowerController.Snmp.Notifications;

namespace PowerController.Devices.Polling;

/// <summary>A trap, whose it is, and what it means by the profile of the UPS; null where the profile has nothing to say.</summary>
public sealed record TrapNews(WatchedUps Ups, string? Meaning, Notification Trap);

/// <summary>From a trap to a hurried poll of the UPS it comes from. The trap itself changes nothing: anybody can send one.</summary>
public sealed class TrapRouter(Poller poller, ProfileLibrary library)
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<IPAddress, WatchedUps> _byAddress = ImmutableDictionary<IPAddress, WatchedUps>.Empty;

    public void Add(IPAddress address, WatchedUps ups)
    {
        lock (_gate)
            _byAddress = _byAddress.SetItem(address, ups);
    }

    public void Remove(IPAddress address)
    {
        lock (_gate)
            _byAddress = _byAddress.Remove(address);
    }

    /// <summary>Hurries the poll; null when the trap comes from no UPS that is watched.</summary>
    public TrapNews? Route(Notification trap)
    {
        // A relay leaves the card's own address in a v1 trap.
        var ups = _byAddress.GetValueOrDefault(trap.Source.Address)
            ?? (trap.AgentAddress is { } agent ? _byAddress.GetValueOrDefault(agent) : null);
        if (ups is null)
            return null;
        poller.Hurry(ups);
        var profile = ups.Snmp?.Description?.Profile;
        return new TrapNews(ups, profile is not null && library.Profiles.TryGetValue(profile, out var known) ? known.MeaningOf(trap.Trap) : null, trap);
    }
}

using System.Collections.Immutable;
using PowerController.Model.Readings;

namespace PowerController.Devices.Drivers;

/// <summary>What a UPS is and can do.</summary>
/// <param name="Profile">The device profile, by name.</param>
/// <param name="SystemText">What the card says of itself.</param>
public sealed record UpsDescription(string Profile, string Title, UpsIdentity Identity, string SystemText, UpsCapabilities Capabilities);

public sealed record UpsCapabilities(ImmutableArray<ControlCapability> Controls, ImmutableArray<SettingName> Settings);

/// <summary>One way to do an action.</summary>
public sealed record ControlCapability(
    ControlAction Action, string Title, CutTiming Timing, bool WorksOnMains, bool NeedsOnBattery, ComeBack? ComesBack, bool CanBeAborted);

/// <summary>A reading and when it was asked for, which is when it was surely true.</summary>
/// <param name="AskedAt">A timestamp of the time provider.</param>
public sealed record PolledReading(Reading Reading, long AskedAt, TimeSpan RoundTrip)
{
    public TimeSpan Age(TimeProvider time) => time.GetElapsedTime(AskedAt);
}

public sealed record OutletState(int Index, string Name, bool? IsOn);

public sealed record OutletReadout(ImmutableArray<OutletState> Outlets);

using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Model.Readings;

namespace PowerController.Devices.Probing;

/// <summary>Everything a UPS tells of itself, for `ups show`. What it does not have, or refuses, is null or empty, with the fault in its place.</summary>
public sealed record UpsPortrait(
    string Address,
    UpsDescription Description,
    Reading? Reading,
    TimeSpan? RoundTrip,
    ImmutableArray<SettingState> Settings,
    ImmutableArray<OutletState> Outlets,
    ImmutableArray<DeviceFault> Faults)
{
    /// <summary>Asks for all of it; a fault only where the UPS cannot even be identified.</summary>
    public static async Task<DeviceResult<UpsPortrait>> TakeAsync(IUpsDriver driver, CancellationToken cancel)
    {
        var description = await driver.IdentifyAsync(cancel).ConfigureAwait(false);
        if (!description.IsGood)
            return description.Fault!;
        var polled = await driver.PollAsync(cancel).ConfigureAwait(false);
        var settings = await driver.ReadSettingsAsync(cancel).ConfigureAwait(false);
        var outlets = await driver.ReadOutletsAsync(cancel).ConfigureAwait(false);

        // A profile without outlet groups is no fault of the card.
        var faults = new[] { polled.Fault, settings.Fault, outlets.Fault?.Kind == DeviceFaultKind.NotSupported ? null : outlets.Fault };
        return new UpsPortrait(
            driver.Address, description.Value!, polled.Value?.Reading, polled.Value?.RoundTrip,
            settings.Value?.Settings ?? [], outlets.Value?.Outlets ?? [], [.. faults.OfType<DeviceFault>()]);
    }
}

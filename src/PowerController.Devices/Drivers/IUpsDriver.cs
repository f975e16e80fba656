using System.Collections.Immutable;

namespace PowerController.Devices.Drivers;

/// <summary>What every driver does for one UPS. Whatever the UPS or the network does comes back as a value; exceptions mean a defect.</summary>
public interface IUpsDriver
{
    /// <summary>How messages call the UPS: its address or device.</summary>
    string Address { get; }

    /// <summary>Finds out what it is and what it can do.</summary>
    Task<DeviceResult<UpsDescription>> IdentifyAsync(CancellationToken cancel);

    /// <summary>Asks for its state and values; identifies it first when that has not been done.</summary>
    Task<DeviceResult<PolledReading>> PollAsync(CancellationToken cancel);

    /// <summary>Reads what it stores.</summary>
    Task<DeviceResult<SettingsReadout>> ReadSettingsAsync(CancellationToken cancel);

    /// <summary>Writes settings, waits until the UPS has settled, reads them back, and says what it made of them.</summary>
    Task<DeviceResult<SettingsReport>> WriteSettingsAsync(ImmutableArray<SettingChange> changes, CancellationToken cancel);

    /// <summary>Commands it, and looks whether that has an effect.</summary>
    Task<ControlOutcome> ControlAsync(ControlOrder order, CancellationToken cancel);

    /// <summary>Takes a command back that has not taken effect.</summary>
    Task<ControlOutcome> AbortAsync(ControlOrder order, CancellationToken cancel);

    /// <summary>Reads its outlet groups.</summary>
    Task<DeviceResult<OutletReadout>> ReadOutletsAsync(CancellationToken cancel);
}

using PowerController.Devices.Drivers;
using PowerController.Model.Readings;

namespace PowerController.Devices.Polling;

/// <summary>
/// Takes what polling brings, for one UPS one thing at a time. Called on the threads of the poller and the engine: be quick, never wait, never throw.
/// </summary>
public interface IReadingSink
{
    /// <summary>A reading. While nothing changes it is the same object, so that a quiet UPS costs nothing.</summary>
    /// <param name="askedAt">When it was asked for, as a timestamp of the poller's time provider.</param>
    void OnReading(WatchedUps ups, Reading reading, long askedAt);

    /// <summary>No reading this time, and why.</summary>
    void OnFault(WatchedUps ups, DeviceFault fault);

    /// <summary>What the UPS was found to be.</summary>
    void OnIdentified(WatchedUps ups, UpsDescription description);
}

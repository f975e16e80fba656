using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Devices.Drivers;
using PowerController.Devices.Polling;
using PowerController.Hosts.Life;
using PowerController.Model.Readings;

namespace PowerController.Agent.Upses;

/// <summary>Where the readings of the UPSes on this host's own lines go: to the other hosts, in its heartbeats. In a mirror cluster that is all they know of each other's power.</summary>
/// <remarks>A UPS that cannot be read any more is not spoken of: silence is not good news, and the terminals count it as silence.</remarks>
public sealed class OwnUpses(IHostVoice voice) : IReadingSink
{
    private readonly Lock _lock = new();
    private ImmutableSortedDictionary<string, Reading> _readings = ImmutableSortedDictionary.Create<string, Reading>(StringComparer.Ordinal);

    public void OnReading(WatchedUps ups, Reading reading, long askedAt) => Say(ups.Name, reading);

    public void OnFault(WatchedUps ups, DeviceFault fault) => Say(ups.Name, null);

    public void OnIdentified(WatchedUps ups, UpsDescription description)
    {
        // What it is concerns who configures it, not who follows it.
    }

    public void Say(string ups, Reading? reading)
    {
        lock (_lock)
        {
            // A quiet UPS gives the same object again; the heartbeat tells it anyway.
            if (ReferenceEquals(_readings.GetValueOrDefault(ups), reading))
                return;
            _readings = reading is null ? _readings.Remove(ups) : _readings.SetItem(ups, reading);
            voice.UpsesSay([.. _readings.Select(known => new UpsWord(known.Key, known.Value))]);
        }
    }
}

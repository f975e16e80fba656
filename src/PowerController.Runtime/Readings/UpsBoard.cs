using System.Collections.Frozen;
using System.Collections.Immutable;
using PowerController.Model.Runs;

namespace PowerController.Runtime.Readings;

/// <summary>The slots of all UPSes, by position in the topology. A UPS keeps its slot when the configuration changes.</summary>
public sealed class UpsBoard
{
    private readonly FrozenDictionary<string, UpsSlot> _byName;

    private UpsBoard(ImmutableArray<UpsSlot> slots)
    {
        Slots = slots;
        _byName = slots.ToFrozenDictionary(slot => slot.Name, StringComparer.Ordinal);
    }

    public ImmutableArray<UpsSlot> Slots { get; }

    public static UpsBoard For(Topology topology, UpsBoard? before = null) =>
        new([.. topology.Upses.Select(place => before?.Find(place.Ups.Name) ?? new UpsSlot(place.Ups.Name))]);

    public UpsSlot? Find(string name) => _byName.GetValueOrDefault(name);
}

using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>What holds within a group: its network, and the layers of defaults above everything in it, nearest first.</summary>
internal sealed record Scope(string Group, SiteNetwork Network, ImmutableArray<DefaultsDocument> Defaults)
{
    public Layers<UpsFigures> Of(UpsFigures own) => new([own, .. Defaults.Select(layer => layer.Ups).OfType<UpsFigures>()]);

    public Layers<NodeFigures> Of(NodeFigures own) => new([own, .. Defaults.Select(layer => layer.Node).OfType<NodeFigures>()]);

    public Layers<DiskFigures> Of(DiskFigures own) => new([own, .. Defaults.Select(layer => layer.Disk).OfType<DiskFigures>()]);

    /// <summary>How the card is reached: what the UPS says itself, then the defaults.</summary>
    public Layers<SnmpFigures> Of(SnmpFigures own) => new([own, .. Defaults.Select(layer => layer.Ups?.Snmp).OfType<SnmpFigures>()]);
}

/// <summary>The same keys on several levels: the nearest level that sets a key decides.</summary>
internal sealed class Layers<T>(ImmutableArray<T> nearestFirst)
    where T : class
{
    public TValue? Find<TValue>(Func<T, TValue?> key)
        where TValue : struct
    {
        foreach (var layer in nearestFirst)
        {
            if (key(layer) is { } set)
                return set;
        }

        return null;
    }

    public TValue Or<TValue>(Func<T, TValue?> key, TValue usual)
        where TValue : struct => Find(key) ?? usual;

    public TValue Or<TValue>(Func<T, TValue?> key, Parameter<TValue> parameter)
        where TValue : struct, IComparable<TValue> => Find(key) ?? parameter.Default;

    /// <summary>The nearest layer of which something holds.</summary>
    public T? First(Func<T, bool> holds) => nearestFirst.FirstOrDefault(holds);

    public TValue? FindObject<TValue>(Func<T, TValue?> key)
        where TValue : class => nearestFirst.Select(key).FirstOrDefault(set => set is not null);
}

using System.Collections.Immutable;

namespace PowerController.Snmp.Agent;

/// <summary>Which objects there are, in order; shared by any number of subjects, so that ten thousand cards of one kind need one layout.</summary>
public sealed class MibLayout<T>
{
    private readonly ImmutableArray<MibObject<T>> _objects;

    /// <summary>Takes the objects in any order; the same name twice is a defect of the caller.</summary>
    public MibLayout(IEnumerable<MibObject<T>> objects)
    {
        _objects = [.. objects.OrderBy(o => o.Name)];
        for (int i = 1; i < _objects.Length; i++)
        {
            if (_objects[i].Name == _objects[i - 1].Name) throw new ArgumentException($"The object {_objects[i].Name} is there twice.", nameof(objects));
        }
    }

    /// <summary>The objects in the order of a walk.</summary>
    public ImmutableArray<MibObject<T>> Objects => _objects;

    /// <summary>What an agent serves of one subject.</summary>
    public IMib Of(T subject) => new MibOfSubject<T>(this, subject);

    internal MibObject<T>? Find(Oid name)
    {
        int place = PlaceOf(name);
        return place >= 0 ? _objects[place] : null;
    }

    /// <summary>Where the first object behind a name stands.</summary>
    internal int PlaceBehind(Oid name)
    {
        int place = PlaceOf(name);
        return place >= 0 ? place + 1 : ~place;
    }

    /// <summary>True when another instance of the same object exists: then only the instance is missing.</summary>
    internal bool HasSibling(Oid name)
    {
        if (name.Count < 2) return false;
        int place = PlaceBehind(name);
        return IsSibling(place, name) || IsSibling(place - 1, name);
    }

    private bool IsSibling(int place, Oid name) =>
        place >= 0 && place < _objects.Length && _objects[place].Name.Count >= name.Count && _objects[place].Name.Arcs.StartsWith(name.Arcs[..^1]);

    private int PlaceOf(Oid name)
    {
        int low = 0;
        int high = _objects.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = _objects[middle].Name.CompareTo(name);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}

using PowerController.Agent.Rules;
using PowerController.Model.Events;

namespace PowerController.Agent.Clusters;

/// <summary>What a manager says of one node in its cluster.</summary>
public enum MemberState
{
    Unknown,
    Up,
    Stopping,
    Down,
}

/// <summary>One word for a cluster from what its manager says of each node.</summary>
internal sealed class Members
{
    private readonly SortedDictionary<string, MemberState> _members = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string node, MemberState state) => _members[node] = state;

    public ClusterSight Fold(string self) => new(Word(), Here(self));

    private ClusterWord Word()
    {
        if (_members.Count == 0 || _members.ContainsValue(MemberState.Unknown) && !_members.ContainsValue(MemberState.Up))
            return ClusterWord.Unknown;
        if (_members.ContainsValue(MemberState.Stopping))
            return ClusterWord.Stopping;
        if (!_members.ContainsValue(MemberState.Up))
            return ClusterWord.Stopped;
        return _members.Values.All(state => state == MemberState.Up) ? ClusterWord.Normal : ClusterWord.Degraded;
    }

    private Presence Here(string self)
    {
        foreach (var (node, state) in _members)
        {
            if (IsSame(node, self))
                return state switch { MemberState.Up or MemberState.Stopping => Presence.In, MemberState.Down => Presence.Out, _ => Presence.Unknown };
        }

        return Presence.Unknown;
    }

    // Managers know a host by its short name or by its full one.
    private static bool IsSame(string one, string other) => string.Equals(Short(one), Short(other), StringComparison.OrdinalIgnoreCase);

    private static string Short(string name) => name.Split('.')[0];
}

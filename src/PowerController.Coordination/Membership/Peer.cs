using PowerController.Coordination.Messages;

namespace PowerController.Coordination.Membership;

/// <summary>One start of another host, as far as it was heard.</summary>
/// <param name="Proven">It has repeated this host's own start, so it speaks now and is no recording.</param>
public sealed record HostStart(long Boot, ReplayWindow Window, TimeSpan FirstAt, TimeSpan LastAt, bool Proven, NetAddress From);

/// <summary>What is known of another host.</summary>
/// <param name="Current">The start that is believed; none before it is ever believed again.</param>
/// <param name="Rival">A later start of the same name: the host has started anew, or there are two of the name.</param>
/// <param name="Alive">The current start is proven and was heard within its time.</param>
/// <param name="AliveSince">Since when without a break.</param>
/// <param name="Left">It said itself that it goes down.</param>
/// <param name="DuplicateAt">When both starts were last heard together; null when the name is single.</param>
/// <param name="Said">Its last heartbeat.</param>
/// <param name="Differs">It runs another configuration.</param>
/// <param name="ReportedAt">When its node's word was last told to the decision.</param>
/// <param name="NewerProtocol">The version it speaks, when this program does not know it; 0 otherwise.</param>
/// <param name="PiecesGivenAt">When it was last given pieces of a parcel.</param>
public sealed record Peer(
    HostStart? Current,
    HostStart? Rival,
    bool Alive,
    TimeSpan AliveSince,
    bool Left,
    TimeSpan? DuplicateAt,
    Heartbeat? Said,
    bool Differs,
    TimeSpan ReportedAt,
    int NewerProtocol,
    TimeSpan PiecesGivenAt)
{
    /// <summary>Runs that it had and this host did not, taken while this host led: the id of the parcel.</summary>
    public UInt128 TakenRuns { get; init; }

    public static Peer Unheard { get; } = new(null, null, false, TimeSpan.Zero, false, null, null, false, TimeSpan.Zero, 0, TimeSpan.MinValue);
}

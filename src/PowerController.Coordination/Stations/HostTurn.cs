using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Stations;

/// <summary>One step at work: the state as it is by now, and what is to be done. Lives as long as the step.</summary>
internal sealed class HostTurn(HostState state, TimeSpan at)
{
    private readonly ImmutableArray<HostOutput>.Builder _outputs = ImmutableArray.CreateBuilder<HostOutput>();

    // Time never goes back, whatever the caller's clock does.
    public HostState State { get; set; } = at > state.Now ? state with { Now = at } : state;

    public TimeSpan Now => State.Now;

    public Timing Timing => State.Timing;

    public Roster Roster => State.Roster;

    public RosterEntry EntryOf(int host) => State.Roster.Entries[host];

    public Peer PeerOf(int host) => State.Peers[host];

    public void Set(int host, Peer peer) => State = State with { Peers = State.Peers.With(host, peer) };

    public void Emit(HostOutput output) => _outputs.Add(output);

    public void Tell(PowerEvent happened) => _outputs.Add(new Tell(happened));

    public void Note(HostFact fact) => _outputs.Add(new Noted(fact));

    public void Send(int to, Message message) => _outputs.Add(new SendTo(to, message));

    /// <summary>Speak soon: somebody waits for it. Never faster than the least gap.</summary>
    public void SpeakSoon()
    {
        var soonest = State.SpokeAt == TimeSpan.MinValue ? Now : State.SpokeAt + Limits.HeartbeatGapMin;
        var due = soonest > Now ? soonest : Now;
        if (due < State.HeartbeatAt)
            State = State with { HeartbeatAt = due };
    }

    public HostStep End() => new(State, _outputs.ToImmutable());
}

/// <summary>What a step has led to.</summary>
public sealed record HostStep(HostState State, ImmutableArray<HostOutput> Outputs);

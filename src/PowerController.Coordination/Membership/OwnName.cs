using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;

namespace PowerController.Coordination.Membership;

/// <summary>Somebody else speaks by this host's name. Who was there first goes on; the other stands aside.</summary>
internal static class OwnName
{
    public static void Take(HostTurn turn, MessageReceived received)
    {
        var state = turn.State;
        if (turn.PeerOf(state.Self).Current is not { Proven: true } other || other.Boot != received.Boot || state.StandsAside)
            return;
        var isNew = turn.Now - state.StartedAt < turn.Timing.NodeSilence;
        var otherLeads = received.Message is Heartbeat { Terminal.Leads: true };
        var leads = state.Lead is { Leads: true };
        if (!isNew && !(otherLeads && (!leads || other.Boot < state.Boot)))
            return;
        turn.State = state with { StandsAside = true };
        turn.Note(new OwnNameTaken(state.Entry.Name));
        Mastership.Leading.StepDown(turn, -1, state.Term);
    }

    public static void Tick(HostTurn turn)
    {
        var state = turn.State;
        if (!state.StandsAside || turn.PeerOf(state.Self).Current is { } other && turn.Now - other.LastAt < turn.Timing.DuplicateMemory)
            return;
        turn.State = state with { StandsAside = false, StartedAt = turn.Now };
        turn.Set(state.Self, Peer.Unheard);
        turn.Note(new OwnNameFree(state.Entry.Name));
    }
}

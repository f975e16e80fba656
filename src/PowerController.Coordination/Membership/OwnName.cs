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

    /// <summary>Others remember a later start of this host than its own: it has lost its memory of them, and its clock went back. They will not believe it.</summary>
    public static void TakeEchoes(HostTurn turn, Heartbeat beat)
    {
        var state = turn.State;
        // Later on, a later start of this name is a second host, and the second host's affair.
        if (turn.Now - state.StartedAt > turn.Timing.DuplicateMemory)
            return;
        foreach (var echo in beat.Echoes)
        {
            if (echo.NameCode != state.Entry.NameCode || echo.Boot <= state.LaterBoot || state.StandsAside)
                continue;
            turn.State = state with { LaterBoot = echo.Boot };
            turn.Note(new LaterStartKnown(state.Entry.Name, echo.Boot));
        }
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

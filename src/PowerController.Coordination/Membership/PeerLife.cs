using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;

namespace PowerController.Coordination.Membership;

/// <summary>Which hosts live, which start of each is believed, and whether a name is used twice.</summary>
internal static class PeerLife
{
    /// <summary>A rival heard for less than this may still be mixed up on the network with the last words of the start before it.</summary>
    private static readonly TimeSpan MixUp = TimeSpan.FromSeconds(1);

    /// <summary>Takes the datagram's sender into account; whether what it says is to be believed now.</summary>
    public static bool Take(HostTurn turn, MessageReceived received)
    {
        var proves = Proves(turn.State, received.Message);
        var peer = turn.PeerOf(received.Sender);
        if (peer.Current?.Boot == received.Boot)
        {
            var current = Heard(peer.Current, received, proves);
            peer = peer with { Current = current };
            if (peer.Rival is { Proven: true } rival && turn.Now - rival.LastAt < turn.Timing.Displacement && turn.Now - rival.FirstAt > MixUp)
                peer = Doubled(turn, received.Sender, peer);
        }
        else
        {
            var rival = peer.Rival?.Boot == received.Boot ? peer.Rival : NewRival(turn, peer, received, proves);
            if (rival is null)
                return false;
            peer = Settled(turn, received.Sender, peer with { Rival = Heard(rival, received, proves) });
        }

        turn.Set(received.Sender, peer);
        if (received.Message is Heartbeat { Terminal: not null } beat)
            OwnName.TakeEchoes(turn, beat);
        if (received.Sender == turn.State.Self)
        {
            OwnName.Take(turn, received);
            return false;
        }

        if (peer.Current is not { Proven: true } believed || believed.Boot != received.Boot)
            return false;
        if (!peer.Alive && !IsGoodbye(received.Message))
            turn.Set(received.Sender, peer with { Alive = true, AliveSince = turn.Now, Left = false, NewerProtocol = 0 });
        return true;
    }

    /// <summary>Finds out who has gone silent; the rows of those.</summary>
    public static ImmutableArray<int> FindSilent(HostTurn turn)
    {
        var silent = ImmutableArray.CreateBuilder<int>();
        for (var at = 0; at < turn.Roster.Entries.Length; at++)
        {
            var peer = turn.PeerOf(at);
            if (peer.DuplicateAt is { } seen && turn.Now - seen > turn.Timing.DuplicateMemory)
            {
                peer = peer with { DuplicateAt = null, Rival = null };
                turn.Set(at, peer);
                turn.Note(new NameSingle(turn.EntryOf(at).Name));
            }

            if (!peer.Alive || turn.Now - peer.Current!.LastAt < SilenceOf(turn, at))
                continue;
            turn.Set(at, peer with { Alive = false });
            silent.Add(at);
        }

        return silent.ToImmutable();
    }

    private static TimeSpan SilenceOf(HostTurn turn, int host) =>
        turn.EntryOf(host).IsTerminal ? turn.Timing.TerminalSilence : turn.Timing.NodeSilence;

    // What was sent before the first message that is proven to be of now may be a recording from before this host's own start.
    private static HostStart Heard(HostStart start, MessageReceived received, bool proves) => start with
    {
        Window = proves && !start.Proven ? start.Window.Through(received.Counter) : start.Window.With(received.Counter),
        LastAt = received.At > start.LastAt ? received.At : start.LastAt,
        Proven = start.Proven || proves,
        From = received.From,
    };

    // A rival that has proven itself keeps its place against recordings of others.
    private static HostStart? NewRival(HostTurn turn, Peer peer, MessageReceived received, bool proves)
    {
        if (peer.Rival is { Proven: true } rival && !proves && turn.Now - rival.LastAt < turn.Timing.Displacement)
            return null;
        turn.SpeakSoon();
        return new HostStart(received.Boot, ReplayWindow.Empty, turn.Now, turn.Now, false, received.From);
    }

    // A host that has started anew takes its place as soon as nobody speaks for the old start any more.
    private static Peer Settled(HostTurn turn, int host, Peer peer)
    {
        var rival = peer.Rival!;
        if (!rival.Proven)
            return peer;
        var patience = peer.DuplicateAt is null ? turn.Timing.Displacement : turn.Timing.DuplicateMemory;
        if (peer.Current is { Proven: true } current && !peer.Left && turn.Now - current.LastAt < patience)
            return peer;
        if (peer.DuplicateAt is not null)
            turn.Note(new NameSingle(turn.EntryOf(host).Name));
        return peer with
        {
            Current = rival,
            Rival = null,
            Alive = false,
            DuplicateAt = null,
            Said = null,
        };
    }

    private static Peer Doubled(HostTurn turn, int host, Peer peer)
    {
        if (peer.DuplicateAt is null)
            turn.Note(new NameTwice(turn.EntryOf(host).Name));
        return peer with { DuplicateAt = turn.Now };
    }

    private static bool IsGoodbye(Message message) => message is Heartbeat { Leaving: true };

    /// <summary>A message that repeats this host's own start was made after it, and so is no recording from before.</summary>
    private static bool Proves(HostState state, Message message) => message switch
    {
        Heartbeat beat => beat.Echoes.Contains(new Echo(state.Entry.NameCode, state.Boot)),
        Order order => order.Target == state.Entry.NameCode && order.TargetBoot == state.Boot,
        _ => false,
    };
}

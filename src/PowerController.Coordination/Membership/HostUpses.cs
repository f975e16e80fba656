using System.Collections.Immutable;
using PowerController.Coordination.Mastership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Model.Events;

namespace PowerController.Coordination.Membership;

/// <summary>UPSes that hang on hosts, as facts for the decision: read, or silent. Each is spoken for by the host that reads it, and by nobody else.</summary>
/// <remarks>A node that is taken over could otherwise tell of failures, or of good mains, anywhere on the site.</remarks>
internal static class HostUpses
{
    /// <summary>What a host says of the UPSes on its lines. One that it does not speak of is one that it cannot read: that is silence.</summary>
    public static void Take(HostTurn turn, int host, ImmutableArray<UpsWord> words)
    {
        foreach (var ups in turn.Roster.UpsesOf(host))
        {
            var word = words.FirstOrDefault(word => string.Equals(word.Ups, ups, StringComparison.Ordinal));
            SilenceVotes.Note(turn, new UpsHeard(turn.Now, ups, word is not null));
            turn.Tell(word is null ? new UpsSilent(turn.Now, ups, SilenceKind.NoAnswer) : new UpsRead(turn.Now, ups, word.Reading));
        }
    }

    /// <summary>The host that reads them is not heard.</summary>
    public static void TakeSilence(HostTurn turn, int host) => Take(turn, host, []);

    /// <summary>The decision is told of every UPS in each poll gap: of this host's own, and of those whose hosts are gone, nobody else tells it.</summary>
    /// <remarks>By time alone: who makes this host speak soon must not make it tell anything.</remarks>
    /// <param name="swept">When it was last asked.</param>
    public static void Tick(HostTurn turn, TimeSpan swept)
    {
        var every = turn.Timing.TerminalHeartbeat.Ticks;
        if (!turn.State.Entry.IsTerminal || swept.Ticks / every == turn.Now.Ticks / every)
            return;
        var isSettled = turn.Now >= turn.State.StartedAt + turn.Timing.NodeSilence;
        for (var host = 0; host < turn.Roster.Entries.Length; host++)
        {
            if (host == turn.State.Self)
                Take(turn, host, turn.State.Own.Upses);
            else if (isSettled && !turn.PeerOf(host).Alive)
                TakeSilence(turn, host);
        }
    }
}

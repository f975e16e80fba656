using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Mastership;

/// <summary>An open question about a UPS that this terminal does not hear.</summary>
/// <param name="Agreed">Rows of the terminals that hear nothing of it either; this one among them.</param>
public sealed record SilenceVote(EffectId Id, TimeSpan AskedAt, TimeSpan NextAt, ImmutableSortedSet<int> Agreed);

/// <summary>Absence of evidence needs the agreement of a majority: what is asked, and what this terminal can say itself.</summary>
/// <param name="Open">By UPS.</param>
/// <param name="Heard">By UPS: whether the last poll was answered.</param>
public sealed record SilenceVotes(ImmutableSortedDictionary<string, SilenceVote> Open, ImmutableSortedDictionary<string, bool> Heard)
{
    public static SilenceVotes None { get; } = new(
        ImmutableSortedDictionary.Create<string, SilenceVote>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal));

    internal static void Note(HostTurn turn, UpsHeard heard)
    {
        var votes = turn.State.Votes;
        if (votes.Heard.Count < Limits.UpsesHeard || votes.Heard.ContainsKey(heard.Ups))
            turn.State = turn.State with { Votes = votes with { Heard = votes.Heard.SetItem(heard.Ups, heard.Answered), Open = heard.Answered ? votes.Open.Remove(heard.Ups) : votes.Open } };
    }

    internal static void Ask(HostTurn turn, AskAboutSilence asked)
    {
        var votes = turn.State.Votes;
        var ups = asked.Effect.Ups;
        if (votes.Open.Count >= Limits.OpenQuestions && !votes.Open.ContainsKey(ups))
            return;
        var vote = new SilenceVote(asked.Effect.Id, turn.Now, turn.Now, [turn.State.Self]);
        turn.State = turn.State with { Votes = votes with { Open = votes.Open.SetItem(ups, vote) } };
        if (!Count(turn, ups, vote))
            Tick(turn);
    }

    internal static void Answer(HostTurn turn, int sender, SilenceQuestion question)
    {
        if (!turn.State.Entry.IsTerminal || turn.State.StandsAside)
            return;
        var hearing = turn.State.Votes.Heard.TryGetValue(question.Ups, out var heard)
            ? heard ? UpsHearing.Hears : UpsHearing.HearsNothing
            : UpsHearing.CannotSay;
        turn.Send(sender, new SilenceAnswer(question.Id, question.Ups, hearing));
    }

    internal static void Take(HostTurn turn, int sender, SilenceAnswer answer)
    {
        var votes = turn.State.Votes;
        if (answer.Hearing != UpsHearing.HearsNothing || !votes.Open.TryGetValue(answer.Ups, out var vote) || vote.Id != answer.Id)
            return;
        vote = vote with { Agreed = vote.Agreed.Add(sender) };
        turn.State = turn.State with { Votes = votes with { Open = votes.Open.SetItem(answer.Ups, vote) } };
        Count(turn, answer.Ups, vote);
    }

    internal static void Tick(HostTurn turn)
    {
        foreach (var (ups, vote) in turn.State.Votes.Open)
        {
            var votes = turn.State.Votes;
            if (turn.Now - vote.AskedAt >= turn.Timing.QuestionLife)
            {
                turn.State = turn.State with { Votes = votes with { Open = votes.Open.Remove(ups) } };
            }
            else if (turn.Now >= vote.NextAt && !Count(turn, ups, vote))
            {
                turn.State = turn.State with { Votes = votes with { Open = votes.Open.SetItem(ups, vote with { NextAt = turn.Now + turn.Timing.QuestionRepeat }) } };
                turn.Emit(new SendToAll(new SilenceQuestion(vote.Id, ups)));
            }
        }
    }

    // A majority of the terminals of the configuration, without those that said themselves that they go down.
    private static bool Count(HostTurn turn, string ups, SilenceVote vote)
    {
        var voters = 0;
        foreach (var terminal in turn.Roster.Terminals)
            voters += turn.PeerOf(terminal).Left ? 0 : 1;
        if (vote.Agreed.Count * 2 <= voters)
            return false;
        turn.State = turn.State with { Votes = turn.State.Votes with { Open = turn.State.Votes.Open.Remove(ups) } };
        turn.Tell(new PeersAgreedOnSilence(turn.Now, ups));
        return true;
    }
}

using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Outage;

/// <summary>What becomes of a UPS that is silent while there is an outage. Without an outage silence is an alarm and nothing else.</summary>
internal static class SilencePolicy
{
    public static void Judge(Turn turn, int area)
    {
        foreach (var at in turn.Topology.Areas[area].Upses)
        {
            // The outage is over: it stops nobody any more who has come up since.
            if (turn.Ups(at) is { SilenceCounts: true } && CountsFrom(turn, area, at) is null)
                turn.Set(at, turn.Ups(at) with { SilenceCounts = false });
            if (turn.Ups(at) is { SilentSince: not null, IsLost: false })
                Judge(turn, area, at);
        }
    }

    /// <summary>Asks the other terminals, again and again, about what waits for their agreement.</summary>
    public static void AskPeers(Turn turn, int area)
    {
        if (turn.Role != Role.Master || turn.Topology.Terminals.Length <= 1)
            return;
        foreach (var at in turn.Topology.Areas[area].Upses)
        {
            if (turn.Ups(at) is not { SilentSince: { } silent, IsLost: false, SilenceAgreed: false }
                || turn.Topology.Upses[at].Group.CommLossPolicy == CommLossPolicy.Continue
                || CountsFrom(turn, area, at) is not { } from || turn.Now < from || (!turn.Woken && turn.Now > from))
                continue;
            turn.Note(Rule.SilenceAsksPeers);
            turn.Emit(new AskPeersAboutSilence(turn.NextId(), turn.UpsName(at),
                $"{turn.UpsName(at)} has been silent during an outage for {UnitText.Seconds(turn.Now - silent)}; one terminal alone does not decide on silence"));
        }
    }

    private static void Judge(Turn turn, int area, int at)
    {
        var ups = turn.Ups(at);
        var place = turn.Topology.Upses[at];
        if (CountsFrom(turn, area, at) is not { } from)
        {
            turn.Note(Rule.SilenceIsOnlyAnAlarm);
            return;
        }

        if (turn.Now < from)
        {
            turn.Due(area, from);
            return;
        }

        if (place.Group.CommLossPolicy == CommLossPolicy.Continue)
        {
            turn.Note(Rule.SilencePolicyContinues);
            return;
        }

        if (turn.Topology.Terminals.Length > 1 && !ups.SilenceAgreed)
        {
            turn.Note(Rule.SilenceWaitsForPeers);
            turn.Due(area, turn.Now + Limits.AskPeers);
            return;
        }

        turn.Note(Rule.SilencePolicyShutsDown);
        turn.Set(at, ups with { SilenceCounts = true });
        turn.Tell(Urgency.Alarm, place.Ups.Name,
            $"{place.Ups.Name} has been silent during an outage for {UnitText.Seconds(turn.Now - ups.SilentSince!.Value)}: by the policy of {place.Group.Name} it counts as failed");
    }

    // From when the policy decides; null without an outage. Grace first; nothing shorter than its own confirm time stops anything; a battery that was
    // last predicted to run out sooner goes on running out.
    private static TimeSpan? CountsFrom(Turn turn, int area, int at)
    {
        var ups = turn.Ups(at);
        var place = turn.Topology.Upses[at];
        TimeSpan? outage = ups.Mains == MainsState.Lost ? ups.MainsSince : null;
        foreach (var other in turn.Topology.Areas[area].Upses)
        {
            if (turn.Ups(other) is { Mains: MainsState.Lost } lost && (outage is null || lost.MainsSince < outage))
                outage = lost.MainsSince;
        }

        if (outage is not { } began)
            return null;
        var silent = ups.SilentSince!.Value;
        var grace = (silent > began ? silent : began) + place.Group.CommLossConfirmTime;
        var confirmed = (ups.Mains == MainsState.Lost ? ups.MainsSince : began) + place.Ups.ConfirmTime;
        var from = grace > confirmed ? grace : confirmed;
        if (ups is { Mains: MainsState.Lost, EmptyAt: { } empty } && empty - turn.Times.LeastNeeds[at] < from)
            from = empty - turn.Times.LeastNeeds[at];
        return from > silent ? from : silent;
    }
}

using System.Collections.Immutable;
using PowerController.Decisions.Outage;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Shutdown;

/// <summary>A node that nobody could start again, since its output stays on, stays up while its battery surely lasts: mains may come back before that is empty.</summary>
internal static class HoldOut
{
    public static bool Holds(RunTurn work, int node)
    {
        if (work.Run.Aim != RunAim.StopAndStart || work.Node(node).Power is NodePower.Off or NodePower.OsStopping || !IsBeyondHelp(work, node))
            return false;
        var until = Until(work, node);
        if (work.Now >= until)
            return false;
        if (until < TimeSpan.MaxValue)
            work.Due(work.Now < until - Limits.LastCuts ? until - Limits.LastCuts : until);
        return true;
    }

    /// <summary>It holds out, and soon has to stop all the same.</summary>
    public static bool IsAboutToEnd(RunTurn work, int node) => Holds(work, node) && work.Now >= Until(work, node) - Limits.LastCuts;

    /// <summary>Before it stops its cut is tried once more, also of a card that refused it, or that is not heard: mains may come back at once, and then nothing else would start it.</summary>
    public static void TryLastCuts(RunTurn work, int node)
    {
        foreach (var source in work.Turn.Topology.Nodes[node].Sources)
        {
            if (work.Turn.Output(source) is { Cut: CutStage.Impossible } cut && work.Now >= cut.OrderedAt + Limits.LastCuts)
                work.Turn.SetOutput(source, OutputState.Untouched with { OrderedAt = work.Now });
        }
    }

    /// <summary>Its battery ends sooner than was known, and it goes at once: that its card refused its cut was a while ago, and as far as what is left allows it is ordered once more.</summary>
    public static void TryAtItsEnd(RunTurn work, RunMember member)
    {
        if (!IsHeld(work, member) || work.Node(member.Node) is not { Silent: false, MayRun: true })
            return;
        var enough = work.Now + work.Turn.Topology.Nodes[member.Node].Node.OsStopTime + Limits.LastCuts;
        foreach (var source in work.Turn.Topology.Nodes[member.Node].Sources)
        {
            if (work.Turn.Output(source) is not { Cut: CutStage.Impossible } cut || work.Now < cut.OrderedAt + Limits.CutMargin || work.Turn.Ups(source.Ups) is not { SilentSince: null, Mains: MainsState.Lost } ups || !(ups.EmptyAt > enough))
                continue;
            work.Turn.SetOutput(source, OutputState.Untouched);
            CutArming.Step(work, source);
        }
    }

    /// <summary>A cut that its card acknowledged with mains there and does not show is ordered again, long before it should have come.</summary>
    public static void TryIgnoredCuts(RunTurn work, int node)
    {
        foreach (var source in work.Turn.Topology.Nodes[node].Sources)
        {
            if (SureCut.IsUnshown(work, source))
                SureCut.IsSure(work, source);
        }
    }

    /// <summary>It is to be left up; with mains there again, and no cut that may have been taken, it is rebooted instead, unless it was to stay off for a while, or would not find its disks: it boots when they are back.</summary>
    public static bool Applies(RunTurn work, int node) =>
        Holds(work, node) && (work.Run.HoldUntil is not null || !AreDisksThere(work, node)
            || work.Turn.Topology.Nodes[node].Sources.Any(source => CutArming.IsTakenBack(work, source))
            || !work.Turn.Topology.Nodes[node].Sources.All(source => work.Turn.Ups(source.Ups) is { SilentSince: null, Mains: MainsState.Good } && IsUncut(work, source)));

    /// <summary>It is not heard, and neither is the UPS that only it can reach: it takes no order now, and when it is heard again its cut comes first.</summary>
    public static bool IsOutOfSight(RunTurn work, int node) => work.Node(node).Silent && Applies(work, node);

    /// <summary>The run has left it up, and its mains is back: it has nothing to wait for any more.</summary>
    public static bool IsOver(RunTurn work, RunMember member) =>
        IsHeld(work, member) && work.Run.HoldUntil is null && work.Node(member.Node) is { Silent: false } && AreAllGood(work, work.Turn.Topology.Nodes[member.Node]);

    private static bool AreAllGood(RunTurn work, NodePlace place) => place.Sources.All(source => work.Turn.Ups(source.Ups).IsGood && IsUncut(work, source));

    /// <summary>The run has left it up.</summary>
    public static bool IsHeld(RunTurn work, RunMember member) =>
        member.OsStop == Step.GivenUp && work.Node(member.Node).Power is not (NodePower.Off or NodePower.OsStopping);

    /// <summary>Leaves it up, with the last moment of its battery as its own deadline where that is not watched.</summary>
    public static void Begin(RunTurn work, int node)
    {
        var member = work.Member(node);
        if (member.OsStop == Step.GivenUp)
            return;
        work.Note(Rule.OwnNodeHoldsOut);
        var name = work.Turn.NodeName(node);
        // Its cluster has stopped, also of one that had come up by itself meanwhile: it comes back by a boot.
        work.Set(member with { OsStop = Step.GivenUp, WasUp = true });
        work.GiveUp($"the output of {name} can not be cut, and nobody could start {name} again: it stays up while its battery lasts", Urgency.Warning);
        work.Forget(effect => effect is OrderOsStop stop && stop.Node == name);
        TellUntil(work, node, Until(work, node));
    }

    private static void TellUntil(RunTurn work, int node, TimeSpan until)
    {
        var name = work.Turn.NodeName(node);
        work.Forget(effect => effect is TellDeadlines told && told.Node == name);
        if (until < TimeSpan.MaxValue)
            work.Ask(id => new TellDeadlines(id, name, work.Run.Deadlines.ClusterStopBy, until, $"{name} stays up while its battery lasts"), Limits.OrderRetry);
        else
            Withdraw(work, node);
    }

    /// <summary>It was left up and still has, or has again, deadlines that its battery does not ask for: the word that took them back was lost.</summary>
    public static void Remind(RunTurn work, RunMember member)
    {
        if (work.Node(member.Node) is not { Silent: false } heard || heard.ToldRun != work.Run.Id)
            return;
        if (!IsHeld(work, member))
            Begin(work, member.Node);
        else if (Until(work, member.Node) is var until && (until == TimeSpan.MaxValue || IsLater(work, member.Node, until)))
            TellUntil(work, member.Node, until);
    }

    // What its deadline was told by lasts longer than it seemed to.
    private static bool IsLater(RunTurn work, int node, TimeSpan until)
    {
        var name = work.Turn.NodeName(node);
        var told = work.Pending<TellDeadlines>(tell => tell.Node == name) is { Effect: TellDeadlines asked } ? asked.OsStopBy : work.Node(node).GoesBy;
        return until > told + Limits.EmptyAtLater;
    }

    private static void Withdraw(RunTurn work, int node)
    {
        var name = work.Turn.NodeName(node);
        work.Emit(id => new WithdrawDeadlines(id, name, $"{name} stays up while its battery lasts"));
        work.Turn.Set(node, work.Node(node) with { ToldRun = RunId.None });
    }

    /// <summary>It has mains and goes a little later than its deadline says.</summary>
    public static void Postpone(RunTurn work, RunMember member)
    {
        if (member.OsStop == Step.GivenUp)
            return;
        work.Set(member with { OsStop = Step.GivenUp });
        var name = work.Turn.NodeName(member.Node);
        work.Emit(id => new WithdrawDeadlines(id, name, $"{name} has mains, and stops when it is sure that its output is cut"));
    }

    /// <summary>The last moment at which it must be told to stop: before a cut that may have been taken unheard, and while its battery and its disks' still carry the stop.</summary>
    public static TimeSpan Until(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        var (until, firstCut) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var (on, uncut) = (0, 0);
        foreach (var source in place.Sources)
        {
            var stop = place.Node.OsStopTime + Limits.StopMargin;
            // Whoever leads elsewhere may cut it, but not sooner than a countdown lasts that was not there when its cards were heard last.
            if ((CutOff.MayBeCutUnheard(work.Turn, node, source) ? CutOff.SoonestSinceHeard(work, node) - stop : StaysOn(work, source, stop)) is not { } cut)
                continue;
            on++;
            uncut += cut == TimeSpan.MaxValue ? 1 : 0;
            firstCut = Sooner(firstCut, cut);
        }

        // Where enough of them stay on for good, it loses nothing by the cuts of the others.
        if (uncut < place.Needs)
            until = Sooner(until, firstCut);
        // What it still has mounted must not go away under it.
        until = Sooner(until, Sooner(SupplyEnd(work, place, place.Sources, place.Needs, work.Node(node).BootSeenAt), DisksEnd(work, node)));
        return on >= place.Needs && on > 0 ? until : TimeSpan.Zero;
    }

    /// <summary>Until when no battery that it needs comes near its end.</summary>
    public static TimeSpan BatteriesLast(RunTurn work, int node)
    {
        var place = work.Turn.Topology.Nodes[node];
        return Sooner(DisksEnd(work, node), SupplyEnd(work, place, place.Sources, place.Needs, work.Node(node).BootSeenAt));
    }

    private static bool AreDisksThere(RunTurn work, int node)
    {
        foreach (var disk in work.Turn.Topology.Nodes[node].Disks)
        {
            if (work.Turn.Disk(disk).Power == DiskPower.WarmingUp || !IsThere(work, node, disk))
                return false;
        }

        return true;
    }

    private static bool IsThere(RunTurn work, int node, int disk) =>
        work.Turn.Disk(disk).Power is not (DiskPower.Dark or DiskPower.Cold) && !HasEndedBefore(work, work.Turn.Topology.Disks[disk], work.Node(node).BootSeenAt);

    // By what they said last so many of its batteries had ended before the node booted, or were off, that it can not have found it: its end lies behind, not ahead.
    private static bool HasEndedBefore(RunTurn work, DiskPlace disk, TimeSpan boot)
    {
        var left = 0;
        foreach (var source in disk.Sources)
            left += IsOff(work.Turn.Ups(source.Ups)) ? 0 : 1;
        return left < disk.Needs;

        bool IsOff(UpsState ups) => ups.Output == OutputPower.Off || (ups is { SilentSince: not null, Mains: MainsState.Lost } && ups.EmptyAt < boot);
    }

    private static TimeSpan DisksEnd(RunTurn work, int node)
    {
        var until = TimeSpan.MaxValue;
        var place = work.Turn.Topology.Nodes[node];
        foreach (var disk in place.Disks)
        {
            if (IsThere(work, node, disk))
                until = Sooner(until, SupplyEnd(work, place, work.Turn.Topology.Disks[disk].Sources, work.Turn.Topology.Disks[disk].Needs, TimeSpan.Zero));
        }

        return until;
    }

    // Where one battery is enough the others carry its load when the first one ends: what is left of them lasts half as long. One that fell silent with mains is no such help.
    private static TimeSpan SupplyEnd(RunTurn work, NodePlace node, ImmutableArray<OutputAt> sources, int needs, TimeSpan boot)
    {
        var (first, last) = (TimeSpan.MaxValue, TimeSpan.Zero);
        foreach (var source in sources)
        {
            var end = BatteryEnd(work, source, boot);
            if (work.Turn.Output(source) is { Cut: CutStage.Armed } cut && !CutArming.IsTakenBack(work, source))
                end = Sooner(end, cut.OffAt - node.Node.OsStopTime - Limits.StopMargin);
            first = Sooner(first, end);
            if ((Supplies.Feeds(work.Turn, source) || (work.Turn.Ups(source.Ups) is { SilentSince: not null, Mains: MainsState.Lost } && end < TimeSpan.MaxValue)) && end > last)
                last = end;
        }

        if (needs != 1 || last <= work.Now || last == TimeSpan.MaxValue)
            return needs == 1 && last == TimeSpan.MaxValue ? last : first;
        var from = first > work.Now ? first : work.Now;
        return from + ((last - from) / 2);
    }

    // What a silent card said of its battery goes on counting; not what it said before the node booted on it.
    private static TimeSpan BatteryEnd(RunTurn work, OutputAt source, TimeSpan boot) => work.Turn.Ups(source.Ups) switch
    {
        { SilentSince: { } silent, SilenceCounts: false } when boot > silent => TimeSpan.MaxValue,
        { SilenceCounts: true } => TimeSpan.Zero,
        { ExhaustingSince: not null } ups when !IsSaidToLast(ups) => TimeSpan.Zero,
        { Mains: MainsState.Lost, EmptyAt: { } empty } => empty - work.Turn.Times.LeastNeeds[source.Ups],
        { SilentSince: not null, Mains: MainsState.Unknown } => HeardBy(work, source),
        { SilentSince: not null, Mains: not MainsState.Good } => TimeSpan.Zero,
        _ => TimeSpan.MaxValue,
    };

    // That it ends was said before. By its last word its card shows no low battery, and for how long it lasts: to stop for what is over would be to stay off.
    private static bool IsSaidToLast(UpsState ups) => ups is { Mains: MainsState.Lost, LowSince: null, EmptyAt: not null };

    // A card that speaks by way of a host has never been heard while that is down, and is not heard yet when it has just booted.
    private static TimeSpan HeardBy(RunTurn work, OutputAt source)
    {
        if (work.Turn.Topology.Upses[source.Ups].Host is not { } host)
            return TimeSpan.Zero;
        return work.Node(host).Silent ? TimeSpan.MaxValue : work.Node(host).BootSeenAt + work.Turn.Topology.Site.Timing.PollGap;
    }

    // Until when it surely does; null when it is off, or goes off.
    private static TimeSpan? StaysOn(RunTurn work, OutputAt source, TimeSpan stop)
    {
        var cut = work.Turn.Output(source);
        // Told to end its countdown the card may have done so already, or go on counting.
        if (cut.Cut is CutStage.Ordered or CutStage.Armed && CutArming.IsTakenBack(work, source))
            return cut.OffAt - stop;
        if (UnknownCut.CountsUnseen(work, source) || (work.Turn.Ups(source.Ups) is { Output: OutputPower.Off } or { CutPending: true, SilentSince: null } && !IsJustEnded(work, cut)))
            return null;
        if (IsUncut(work, source))
            return TimeSpan.MaxValue;
        return cut.Cut == CutStage.Ordered || IsRefusedTooLate(work, source) || SureCut.IsUnshown(work, source) ? UnheardCut.FirstOffAt(cut) - stop : null;
    }

    // Its countdown was ended as told: that it counts was read before.
    private static bool IsJustEnded(RunTurn work, OutputState cut)
    {
        var read = cut.OrderedAt + work.Turn.Topology.Site.Timing.PollGap;
        if (cut is not { Cut: CutStage.None, OffAt.Ticks: 0 } || work.Now >= read)
            return false;
        work.Due(read);
        return true;
    }

    // The last terminal's host; or one whose UPS only it itself can reach, and that nothing else starts.
    private static bool IsBeyondHelp(RunTurn work, int node)
    {
        if (work.IsSelf(node) && !OsStopPhase.AnybodyStays(work))
            return true;
        return CutArming.IsReachedBy(work, node) && !OrdersItsOwnCut(work, node) && work.Turn.Topology.Nodes[node].Node.StartBy.All(way => way is StartByOutput);
    }

    /// <summary>The program that watches its UPS there takes no order of ours; the site's own command, which stops the system, tells it.</summary>
    public static bool OrdersItsOwnCut(RunTurn work, int node) =>
        !work.Turn.Topology.Nodes[node].Node.Commands.OsStop.IsEmpty
        && CutArming.OnlyBy(work, node).All(source => work.Turn.Topology.Upses[source.Ups].Ups.Connection is AgentConnection);

    // An order before the refused one had no answer, and to end what that began has none yet.
    private static bool IsRefusedTooLate(RunTurn work, OutputAt source) =>
        work.Turn.Output(source) is { Cut: CutStage.Ignored } cut && SureCut.HasUnansweredBefore(cut) && CutArming.IsTakenBack(work, source);

    public static bool IsUncut(RunTurn work, OutputAt source) => work.Turn.Output(source) is var cut
        && ((cut.Cut is CutStage.None or CutStage.Ignored or CutStage.Impossible && !IsRefusedTooLate(work, source))
            // Ignored before, and no countdown to be seen now either.
            || (cut is { Cut: CutStage.Armed, Attempts: > 1 } && source.Output == 0 && work.Turn.Ups(source.Ups) is { Mains: MainsState.Good, CutPending: false }));

    private static TimeSpan Sooner(TimeSpan left, TimeSpan right) => left < right ? left : right;
}

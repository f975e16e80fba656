using System.Collections.Immutable;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Turns;

/// <summary>How much of its supply a consumer has. Lost is only what is known to be lost; good is only what is known to be good.</summary>
internal static class Supplies
{
    /// <param name="since">Only what was lost later counts as lost.</param>
    /// <param name="boot">An output seen off before is one whose reading is late: what boots has input.</param>
    private static SupplyState Of(Turn turn, ImmutableArray<OutputAt> sources, int needs, TimeSpan since, TimeSpan boot)
    {
        var (lost, off, onBattery, good) = (0, 0, 0, 0);
        var (ending, unheard) = (false, 0);
        foreach (var source in sources)
        {
            var ups = turn.Ups(source.Ups);
            ending |= ups is { SilentSince: null, ExhaustingSince: not null };
            var isLost = IsLost(ups, since, boot) && !(since == TimeSpan.Zero && (IsUnheard(turn, source.Ups, ups) || IsOffAtFirst(turn, source.Ups, ups)));
            if (!isLost && (IsNotHeardSinceStart(turn, ups) || EndedUnheard(turn, source.Ups, ups)))
                unheard++;
            if (isLost)
                lost++;
            // What a silent UPS said before the boot is about another time.
            else if (ups.Mains == MainsState.Lost && !(boot > ups.SilentSince))
                onBattery++;
            else if (ups.IsGood)
                good++;
            // Off for whatever reason, which is no new loss; where another one is lost it is no help either.
            else if (IsSeenOff(turn, ups, boot))
                off++;
        }

        // A consumer without a supply is none of ours: nothing we know can take its power.
        if (sources.Length - lost < needs || (lost > 0 && sources.Length - lost - off < needs))
            return SupplyState.Dark;
        // A battery ends, and the others fell silent on theirs, which may have ended too, or have said nothing for long, or since this program started: to wait for their word would be to wait for the dark.
        if (ending && sources.Length - lost - unheard < needs && HasLookedAround(turn, sources))
            return SupplyState.Dark;
        if (sources.Length - lost - onBattery < needs || (onBattery > 0 && sources.Length - lost - off - onBattery < needs))
            return SupplyState.Losing;
        return good < sources.Length && good <= needs ? SupplyState.AtRisk : SupplyState.Powered;
    }

    // It says so still, and not only by a reading from before the boot.
    private static bool IsSeenOff(Turn turn, UpsState ups, TimeSpan boot) =>
        ups is { Output: OutputPower.Off, SilentSince: null } && turn.Now > boot + turn.Topology.Site.Timing.PollGap;

    // By what it said last it was off, or to be cut, or its battery has ended by now or does not carry a stop any more; or it has said nothing for so long that an outage may have come in its silence.
    private static bool EndedUnheard(Turn turn, int at, UpsState ups) => ups.SilentSince is not null
        && (ups.Output == OutputPower.Off || IsSilentForLong(turn, at, ups) || (ups.Mains == MainsState.Lost && turn.Now >= ups.MainsSince + turn.Topology.Upses[at].Ups.ConfirmTime && (ups.CutPending == true || turn.Now >= ups.EmptyAt - turn.Times.LeastNeeds[at])));

    private static bool IsSilentForLong(Turn turn, int at, UpsState ups)
    {
        if (ups.SilentSince + turn.Topology.Upses[at].Group.CommLossConfirmTime is not { } counts || turn.Now >= counts)
            return true;
        turn.Due(turn.Topology.Upses[at].Area, counts);
        return false;
    }

    private static bool HasLookedAround(Turn turn, ImmutableArray<OutputAt> sources)
    {
        if (turn.Now >= turn.LookUntil)
            return true;
        turn.Due(turn.Topology.Upses[sources[0].Ups].Area, turn.LookUntil);
        return false;
    }

    // Right after a start what a UPS said before is about another time: it has its say first.
    private static bool IsUnheard(Turn turn, int at, UpsState ups)
    {
        if (turn.Now >= turn.LookUntil || ups.SilentSince is null || ups.SilenceCounts)
            return false;
        turn.Due(turn.Topology.Upses[at].Area, turn.LookUntil);
        return true;
    }

    // Nor is it known yet that it stays off: with mains back an output comes on again by itself, one sooner than the other.
    private static bool IsOffAtFirst(Turn turn, int at, UpsState ups)
    {
        var until = turn.LookUntil + turn.Topology.Upses[at].Ups.ConfirmTime;
        if (turn.Now >= until || ups is not { Output: OutputPower.Off, Mains: MainsState.Good, FailedSince: null, ExhaustingSince: null } || !(ups.OffSince < turn.LookUntil))
            return false;
        turn.Due(turn.Topology.Upses[at].Area, until);
        return true;
    }

    public static SupplyState OfNode(Turn turn, int node, TimeSpan since = default)
    {
        var place = turn.Topology.Nodes[node];
        return Of(turn, place.Sources, place.Needs, since, turn.Node(node).BootSeenAt);
    }

    public static SupplyState OfDisk(Turn turn, int disk, TimeSpan since = default)
    {
        var place = turn.Topology.Disks[disk];
        return Of(turn, place.Sources, place.Needs, since, TimeSpan.Zero);
    }

    // What we cut ourselves is no new loss, however late it is read.
    private static bool IsOurs(UpsState ups) => ups.Outputs[0].Cut is CutStage.Ordered or CutStage.Armed or CutStage.Done;

    private static bool IsLost(UpsState ups, TimeSpan since, TimeSpan boot)
    {
        // Off, with mains, it comes on again by itself, and is silent now: that it was off is about another time.
        if (!ups.IsLost || ups is { SilentSince: not null, SilenceCounts: false, Mains: MainsState.Good, FailedSince: null, ExhaustingSince: null })
            return false;
        // What has booted since the UPS was last heard runs on something: what the UPS said before is about another time.
        if (boot > ups.SilentSince && !ups.SilenceCounts)
            return false;
        if (since == TimeSpan.Zero && (ups.FailedSince is not null || ups.ExhaustingSince is not null || ups.SilenceCounts))
            return true;
        // A relapse is decided on fresh evidence: right after a start nothing has been heard yet.
        if (since > TimeSpan.Zero && ups.SilentSince is not null && !ups.SilenceCounts)
            return ups.ExhaustingSince > since;
        return ups.FailedSince > since || ups.ExhaustingSince > since || (ups.SilenceCounts && ups.SilentSince > since)
            || (ups.Output == OutputPower.Off && ups.OutputSince > since && ups.OutputSince >= boot && !(since > TimeSpan.Zero && IsOurs(ups)));
    }

    /// <summary>Enough of its outputs are seen to feed.</summary>
    public static bool IsFed(Turn turn, ImmutableArray<OutputAt> sources, int needs)
    {
        var feeding = 0;
        foreach (var source in sources)
            feeding += Feeds(turn, source) ? 1 : 0;
        return feeding >= needs;
    }

    /// <summary>So many of its outputs are known to be off that it has no input.</summary>
    public static bool IsUnfed(Turn turn, ImmutableArray<OutputAt> sources, int needs)
    {
        var off = 0;
        foreach (var source in sources)
            off += IsOff(turn, source) ? 1 : 0;
        return sources.Length > 0 && sources.Length - off < needs;
    }

    /// <summary>A disk that still has its power, and only from batteries that end.</summary>
    public static bool IsDying(Turn turn, int disk)
    {
        var place = turn.Topology.Disks[disk];
        if (!IsFed(turn, place.Sources, place.Needs) || !AnyExhausting(turn, place.Sources))
            return false;
        foreach (var source in place.Sources)
        {
            if (MayHelp(turn, turn.Ups(source.Ups)))
                return false;
        }

        return true;
    }

    /// <summary>When the last of the batteries that it needs is empty; null where it is not dying, or nobody can say.</summary>
    public static TimeSpan? DiesAt(Turn turn, int disk)
    {
        if (!IsDying(turn, disk))
            return null;
        var place = turn.Topology.Disks[disk];
        return place.Sources.Where(source => Feeds(turn, source)).Select(source => EmptyAt(turn, source.Ups)).OrderByDescending(end => end ?? TimeSpan.MaxValue).ElementAt(place.Needs - 1);
    }

    private static TimeSpan? EmptyAt(Turn turn, int ups) =>
        turn.Ups(ups).EmptyAt ?? (turn.Ups(ups).ExhaustingSince + turn.Topology.Upses[ups].Ups.Settings.LowBatteryRunTime);

    // It may have mains, and feed. What it said of that before this program started is about another time.
    private static bool MayHelp(Turn turn, UpsState ups) =>
        ups is { Mains: not MainsState.Lost, Output: not OutputPower.Off } && !IsNotHeardSinceStart(turn, ups);

    /// <summary>It has said nothing since this program started.</summary>
    public static bool IsNotHeardSinceStart(Turn turn, UpsState ups) => ups.SilentSince + turn.Topology.Site.Timing.PollGap == turn.LookUntil;

    /// <summary>Enough of its sources are not known to have lost their mains.</summary>
    public static bool HasMains(Turn turn, int disk)
    {
        var place = turn.Topology.Disks[disk];
        var lost = 0;
        foreach (var source in place.Sources)
            lost += turn.Ups(source.Ups).Mains == MainsState.Lost ? 1 : 0;
        return place.Sources.Length - lost >= place.Needs;
    }

    public static bool Feeds(Turn turn, OutputAt source)
    {
        var ups = turn.Ups(source.Ups);
        // One that says it is off, and is only not believed yet, is no witness either.
        return ups is { Output: OutputPower.On, SilentSince: null, OffSince: null } && !GroupIsOff(ups, source);
    }

    public static bool IsOff(Turn turn, OutputAt source)
    {
        var ups = turn.Ups(source.Ups);
        // A card that is silent now does not witness what it said before.
        return (ups.Output == OutputPower.Off && ups.SilentSince is null) || GroupIsOff(ups, source);
    }

    /// <summary>A cut of an outlet group was ordered and ended, or went astray: it may have come all the same, and only a command to turn on makes it sure.</summary>
    public static bool IsInDoubt(Turn turn, OutputAt source) =>
        source.Output > 0 && turn.Output(source) is { Cut: CutStage.None or CutStage.Ignored or CutStage.Impossible } cut && cut.OffAt > TimeSpan.Zero;

    // Nobody reads an outlet group back: its cut's time has passed, and nothing has turned it on since.
    private static bool GroupIsOff(UpsState ups, OutputAt source) => source.Output > 0 && ups.Outputs[source.Output].Cut == CutStage.Done;

    /// <summary>Since when its supply has been lost, by the last source that counts.</summary>
    public static TimeSpan LostSince(Turn turn, ImmutableArray<OutputAt> sources)
    {
        var since = TimeSpan.Zero;
        foreach (var source in sources)
        {
            var ups = turn.Ups(source.Ups);
            if (ups.IsLost && (ups.FailedSince ?? ups.ExhaustingSince ?? ups.OutputSince) is var lost && lost > since)
                since = lost;
        }

        return since;
    }

    /// <summary>When the mains of these sources was first seen lost.</summary>
    public static TimeSpan? MainsLostSince(Turn turn, IEnumerable<OutputAt> sources)
    {
        TimeSpan? since = null;
        foreach (var source in sources)
        {
            var ups = turn.Ups(source.Ups);
            if (ups.Mains == MainsState.Lost && (since is null || ups.MainsSince < since))
                since = ups.MainsSince;
        }

        return since;
    }

    public static bool AnyExhausting(Turn turn, ImmutableArray<OutputAt> sources)
    {
        foreach (var source in sources)
        {
            if (turn.Ups(source.Ups) is { ExhaustingSince: not null } or { Output: OutputPower.Off })
                return true;
        }

        return false;
    }
}

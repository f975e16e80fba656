using PowerController.Decisions.Outage;
using PowerController.Decisions.Shutdown;
using PowerController.Decisions.Turns;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Restore;

/// <summary>The ways of starting a node, tried in turn.</summary>
internal static class NodeStart
{
    public static void Try(RunTurn work, RunMember member)
    {
        // Before its input is taken from it, it is asked again and again whether it runs after all.
        if (UnheardBoot.MayHaveCome(work.Node(member.Node)))
            work.Probe(member.Node);
        var due = member.StartDueAt > TimeSpan.Zero ? member.StartDueAt : FirstTry(work, member);
        if (work.Now < due)
        {
            work.Due(due);
            return;
        }

        var place = work.Turn.Topology.Nodes[member.Node];
        // Its input is just being taken away and given back, for itself or for a neighbour: that starts it too.
        foreach (var source in place.Sources)
        {
            if (work.Turn.Output(source) is { Cut: CutStage.Done } cycled && cycled.OffAt == cycled.OrderedAt && work.Now < cycled.OrderedAt + Limits.StartRetry)
            {
                work.Due(cycled.OrderedAt + Limits.StartRetry);
                return;
            }
        }

        // Every way gets its turn; one that can do nothing now leaves it to the next. Where none can, what they wait for brings the next try.
        for (var turns = 0; turns < Math.Max(place.Node.StartBy.Length, 1); turns++)
        {
            var way = place.Node.StartBy.IsEmpty ? new StartByOutput() : place.Node.StartBy[(member.Starts + turns) % place.Node.StartBy.Length];
            if (!Start(work, member, place, way))
                continue;
            UnheardBoot.Begins(work.Turn, member.Node);
            var again = work.Now + (IsStartedByPacketsOnly(work, place, way) ? Limits.PacketRetry : Limits.StartRetry);
            work.Set(work.Member(member.Node) with { Starts = member.Starts + turns + 1, StartDueAt = again });
            work.Due(again);
            return;
        }
    }

    /// <summary>A node that hangs in its stop: taken off its input when it is alone there, otherwise told once more.</summary>
    public static void Unhang(RunTurn work, RunMember member)
    {
        var node = work.Node(member.Node);
        var place = work.Turn.Topology.Nodes[member.Node];
        if (node.Power != NodePower.OsStopping)
            return;
        // One that was told to reboot says its next word only when it has booted.
        var boots = member.Reboot == Model.Runs.Step.None ? TimeSpan.Zero : place.Node.StartLimit / 2;
        var hangs = (node.Since > work.Run.PhaseSince ? node.Since : work.Run.PhaseSince) + place.Node.OsStopTime + boots + Limits.StartRetry;
        if (work.Now < hangs)
        {
            work.Due(hangs);
            return;
        }

        TellToBoot(work, member, place.Node.Name);
    }

    private static void TellToBoot(RunTurn work, RunMember member, string name)
    {
        if (member.Reboot == Model.Runs.Step.None)
        {
            work.Set(member with { Reboot = Model.Runs.Step.Asked });
            work.Ask(id => new RebootNode(id, name, $"{name} hangs in its stop; it is to boot again"), Limits.StartRetry);
        }

        work.GiveUp($"{name} hangs in the stop of its operating system", Urgency.Warning);
    }

    /// <summary>Its input can be taken away and given back to start it, once it is sure that it does not boot by what was done before.</summary>
    public static TimeSpan? CycleComesAt(RunTurn work, RunMember member)
    {
        var place = work.Turn.Topology.Nodes[member.Node];
        // It hangs in its stop, and a cut of the way down is still to come, which ends that: after it the node has a whole start.
        if (work.Node(member.Node).Power == NodePower.OsStopping && StopsBehind.LosesInputAt(work, member.Node) + Limits.CutMargin is { } cut && work.Now < cut)
            return cut + place.Node.StartLimit;
        if (member.Cycled || place.Sources.IsEmpty || !(place.Node.StartBy.IsEmpty || place.Node.StartBy.Any(way => way is StartByOutput))
            || !place.Sources.All(source => Outputs.IsNobodys(work, source)))
            return null;
        // A card that is silent now, a cut that still runs or has just come, or a neighbour that may be booting, only holds it up.
        if (!place.Sources.All(source => Supplies.Feeds(work.Turn, source) || StaysOff(work, source) || IsJustOff(work, source) || IsOnlySilent(work, source) || Gates.IsCutComing(work, source)))
            return null;
        var until = place.Sources.SelectMany(source => work.Turn.Topology.Upses[source.Ups].Outputs[source.Output].Nodes).Max(node => Outputs.NotBefore(work, node));
        return (until > work.Now ? until : work.Now) + Limits.StartRetry;
    }

    /// <summary>A node that died while nobody looked is lost, not off; it is not waited for until it is given up.</summary>
    /// <remarks>One that was told nothing may be running, cut off and without its agent: it is not taken for off, only started by what does it no harm.</remarks>
    public static void TakeLostForOff(RunTurn work, RunMember member)
    {
        var node = work.Node(member.Node);
        // Told its deadlines it may have stopped by them, all unheard, whatever its last word was.
        if (work.IsSelf(member.Node) || node.Power is not (NodePower.Lost or NodePower.Unknown) && !(node.Silent && node.Power is not (NodePower.OsStopping or NodePower.Off)))
            return;
        var told = node.ToldRun == work.Run.Id || node.GoesBy is not null || (member.OsStop == Model.Runs.Step.Done && node.BootSeenAt <= work.Run.CommittedAt);
        // What may run unheard is not taken for off. What was told nothing is up for all we know, only cut off, or its agent is dead.
        if (FoundOutside.MayRunUnheard(work.Run) || !told)
            return;
        var place = work.Turn.Topology.Nodes[member.Node];
        var since = node.Since > work.Run.PhaseSince ? node.Since : work.Run.PhaseSince;
        var dead = since + (place.Node.StartLimit / 2);
        if (work.Now < dead)
            work.Due(dead);
        else if (node.NoAnswers >= Limits.ProbesForOff)
            NodeJudge.TakeForOff(work.Turn, member.Node, since);
    }

    // What lives on its input too, or it itself for all that is known, keeps that from being taken away and given back. Packets harm nothing, nobody acknowledges
    // them, and they are all that is left.
    private static bool IsStartedByPacketsOnly(RunTurn work, NodePlace place, StartWay way) =>
        way is StartByWakeOnLan && place.Node.StartBy.All(one => one is StartByWakeOnLan or StartByOutput) && !place.Sources.All(source => Outputs.IsNobodys(work, source));

    // Nodes do not draw their inrush current together; and what comes back by itself is given the time for it.
    private static TimeSpan FirstTry(RunTurn work, RunMember member)
    {
        var place = work.Turn.Topology.Nodes[member.Node];
        var rank = 0;
        while (work.Run.Members[rank].Node != member.Node)
            rank++;
        var at = work.Run.PhaseSince + work.Turn.Topology.Site.Timing.StartSpread * rank;
        foreach (var source in place.Sources)
        {
            var ups = work.Turn.Ups(source.Ups);
            // The output came on not long ago: its firmware may be starting it already.
            if (Supplies.Feeds(work.Turn, source) && ups.OutputSince > work.Run.OpenedAt && ups.OutputSince + Limits.StartRetry > at
                && place.Node.StartBy is [StartByOutput, ..])
                at = ups.OutputSince + Limits.StartRetry;
        }

        return at;
    }

    private static bool Start(RunTurn work, RunMember member, NodePlace place, StartWay way)
    {
        if (way is StartByOutput)
            return FeedAnew(work, place);
        // Without input no packet starts anything.
        if (Supplies.IsUnfed(work.Turn, place.Sources, place.Needs))
            return FeedAnew(work, place);
        // Each packet may be the one that starts it, and holds the blow back for a whole start: after a few the blow has its turn.
        if (member.Starts >= Limits.PacketsBeforeCycle * place.Node.StartBy.Length && !member.Cycled && place.Node.StartBy.Any(one => one is StartByOutput)
            && place.Sources.All(source => Outputs.IsNobodys(work, source)))
            return false;
        work.Note(Rule.NodeStartedByOtherMeans);
        work.Forget(effect => effect is StartNode start && start.Node == place.Node.Name);
        work.Ask(
            id => new StartNode(id, place.Node.Name, way, member.Starts + 1, $"{place.Node.Name} ran before and is started again"),
            retry: Limits.StartRetry / 4);
        return true;
    }

    private static bool FeedAnew(RunTurn work, NodePlace place)
    {
        var acted = false;
        foreach (var source in place.Sources)
        {
            if (!Supplies.Feeds(work.Turn, source) || Supplies.IsInDoubt(work.Turn, source))
                acted |= TurnOn(work, place, source);
        }

        if (acted || Supplies.IsUnfed(work.Turn, place.Sources, place.Needs))
            return acted;
        // It has input and does not run: only losing and getting it again starts it.
        // An output that is off and has mains comes on by itself any moment, and starts others then: it is awaited.
        if (!place.Sources.All(source => StaysOff(work, source) || (Supplies.Feeds(work.Turn, source) && Outputs.MayCycle(work, source))))
            return false;
        // A packet or a management controller that is asked just now may be starting it: that comes to its end first.
        if (work.IsPending<StartNode>(start => start.Node == place.Node.Name))
        {
            work.Forget(effect => effect is StartNode start && start.Node == place.Node.Name);
            return false;
        }

        work.Note(Rule.NodeStartedByCycle);
        GiveTime(work, place);
        foreach (var source in place.Sources.Where(source => !StaysOff(work, source)))
        {
            var (ups, group) = CutArming.Names(work, source);
            work.Forget(effect => effect is CycleOutput cycle && cycle.Ups == ups && cycle.OutletGroup == group);
            if (source.Output == 0)
                work.Turn.SetOutput(source, work.Turn.Output(source) with { Cut = CutStage.Done, OrderedAt = work.Now, OffAt = work.Now, Run = work.Run.Id });
            work.Ask(id => new CycleOutput(id, ups, group, $"{place.Node.Name} is off although it has input; it starts when that comes anew"), retry: null);
        }

        return true;
    }

    // A card that is read by way of a node is silent as long as that is off: nothing is won by waiting for it.
    private static bool IsOnlySilent(RunTurn work, OutputAt source) =>
        work.Turn.Ups(source.Ups).SilentSince is not null && work.Turn.Topology.Upses[source.Ups].Host is null;

    private static bool IsJustOff(RunTurn work, OutputAt source) =>
        Supplies.IsOff(work.Turn, source) && work.Now - work.Turn.Ups(source.Ups).OutputSince < Limits.StartRetry;

    private static bool StaysOff(RunTurn work, OutputAt source) => Supplies.IsOff(work.Turn, source) && work.Turn.Ups(source.Ups).Mains == MainsState.Lost;

    // Everything behind the outputs starts with it. What has been done before has led to nothing: from here it has its whole time again, once.
    private static void GiveTime(RunTurn work, NodePlace place)
    {
        foreach (var source in place.Sources)
        {
            foreach (var node in work.Turn.Topology.Upses[source.Ups].Outputs[source.Output].Nodes)
                UnheardBoot.Begins(work.Turn, node);
        }

        var member = work.Member(work.Turn.Topology.Node(place.Node.Name));
        if (!member.Cycled)
            work.Set(member with { Cycled = true, StartBy = work.Now + place.Node.StartLimit + place.Node.OsStopTime });
    }

    private static bool TurnOn(RunTurn work, NodePlace place, OutputAt source)
    {
        var ups = work.Turn.Ups(source.Ups);
        // What is not believed to be off yet is not turned on.
        if (ups.SilentSince is not null || ups is { Output: not OutputPower.Off, OffSince: not null } || ups.Mains == MainsState.Lost || CutWatch.IsStillArmed(work.Turn, source))
            return false;
        var patience = ups.MainsSince + work.Turn.Topology.Upses[source.Ups].Ups.Settings.DiskProtectionTime + Limits.ReturnMargin;
        if (place.Node.Restore == RestorePolicy.Ups && work.Run.Aim == RunAim.StopAndStart && work.Run.HoldUntil is null && work.Now < patience)
        {
            work.Due(patience);
            return false;
        }

        work.Note(Rule.NodeStartedByOutput);
        Outputs.TurnOn(work, source, $"{place.Node.Name} is started by its output");
        return true;
    }
}

using PowerController.Model.Runs;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>What may be left down when mains is back for good (L1): what nothing starts any more by itself, and not whatever had some trouble in the night.</summary>
public sealed class StaysDownTests
{
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void Node_ThatFellAtNobodysOrder_MayBeOffOnlyWhereNothingStartsIt(bool staysOff, bool hungInBoot, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new Liveness());
        var node = bench.Node("node1");
        (node.Os, node.Membership, node.Troubled) = (Os.Off, Membership.Out, true);
        (node.StaysOff, node.BootHangs) = (staysOff, hungInBoot);

        bench.World.Judge.End();

        Assert.Equal(excused, bench.Found is null);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Node_ThatARunStopped_MayBeOffOnlyWherePeopleWereTold(bool told, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new Liveness());
        var node = bench.Node("node1");
        (node.Os, node.Membership, node.StaysOff, node.StoppedBy) = (Os.Off, Membership.Out, true, new RunId(1, 1));
        bench.Known(node.StoppedBy);
        if (told)
            bench.Close(node.StoppedBy, "node1");

        bench.World.Judge.End();

        Assert.Equal(excused, bench.Found is null);
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("stays off", true)]
    [InlineData("hangs in boot", true)]
    [InlineData("hangs in stop", true)]
    [InlineData("agent gone", true)]
    [InlineData("hangs in cluster stop", false)]
    public void OnlyHost_WithoutItsProgram_IsLeftOnlyWhereItHangs(string how, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new Liveness());
        var host = bench.Node("server1");
        host.Troubled = true;
        (host.Os, host.Membership) = (how switch { "hangs in boot" => Os.Booting, "hangs in stop" => Os.Stopping, "agent gone" or "hangs in cluster stop" => Os.Running, _ => Os.Off }, Membership.Out);
        (host.StaysOff, host.BootHangs, host.OsStopHangs, host.AgentGone, host.ClusterStopHangs) =
            (how == "stays off", how == "hangs in boot", how == "hangs in stop", how == "agent gone", how == "hangs in cluster stop");
        bench.World.Terminals[0].Runs = false;

        Assert.False(bench.World.Judge.AtRest());
        bench.World.Judge.End();

        Assert.Equal(excused ? null : "L1", bench.Found);
    }

    // Cut off for long enough to know it, it may be cut unheard by whoever leads elsewhere: it goes, and counts on those.
    [Theory]
    [InlineData(12, true)]
    [InlineData(3, false)]
    public void LastHost_ThatGoesCutOff_IsLeftWhereTheOthersAreBroken(int cutOffFor, bool excused)
    {
        using var bench = new Bench(ExampleSites.TerminalsAmongNodes, new Liveness());
        foreach (var broken in new[] { "node1", "node3" }.Select(bench.Node))
            (broken.Os, broken.Membership, broken.StaysOff) = (Os.Off, Membership.Out, true);
        foreach (var terminal in bench.World.Terminals)
            terminal.Runs = terminal.OnNode == bench.Node("node2").Position;
        bench.World.Network.IsolateNode(bench.Node("node2").Position, bench.Ago(cutOffFor), bench.Now + 60_000);

        Assert.Equal(excused, IsHelplessAfter(bench, "node2"));
    }

    // Its own deadline came before its program, which had just started, had read its card.
    [Theory]
    [InlineData(2, true, true)]
    [InlineData(10, true, false)]
    [InlineData(2, false, false)]
    public void OnlyHost_ThatGoesAsItsProgramStarts_IsLeftOnlyWhereItsCardIsNotReadYet(int startedAgo, bool silent, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new Liveness());
        var terminal = bench.World.Terminals[0];
        terminal.StartedAt = bench.Ago(startedAgo);
        if (silent)
            terminal.State = terminal.State with { Upses = terminal.State.Upses.With(0, terminal.State.Upses[0] with { SilentSince = terminal.Clock(bench.Now) }) };

        Assert.Equal(excused, IsHelplessAfter(bench, "server1"));
    }

    // It answers again, and has only just learned its own state: nobody can have read it since.
    [Theory]
    [InlineData(3, true)]
    [InlineData(12, false)]
    public void OnlyHost_IsLeftOnlyWhereItsCardHasJustLearnedItsOwnState(int knownFor, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new Liveness());
        var (terminal, ups) = (bench.World.Terminals[0], bench.World.Upses[0]);
        terminal.ClockAhead = -120_000;
        (ups.SilentUntil, ups.Troubles.StateUnknown) = (bench.Ago(60), bench.Ago(knownFor));
        terminal.State = terminal.State with { Upses = terminal.State.Upses.With(0, terminal.State.Upses[0] with { SilentSince = terminal.Clock(bench.Ago(100)) }) };

        Assert.Equal(excused, IsHelplessAfter(bench, "server1"));
    }

    // It is read again, and in the same moment its host has to go, for an order that it may have taken in its silence: a new one can not have been answered yet.
    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void OnlyHost_ThatGoesAsItsCardIsReadAgain_IsLeftOnlyWhereThatCanNotHaveObeyed(int heardFor, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new Liveness());
        var terminal = bench.World.Terminals[0];
        bench.World.Upses[0].SilentUntil = bench.Ago(heardFor);
        var cut = OutputState.Untouched with { Cut = CutStage.Ordered };
        terminal.State = terminal.State with { Upses = terminal.State.Upses.With(0, terminal.State.Upses[0] with { SilentSince = null, Outputs = [cut] }) };

        Assert.Equal(excused, IsHelplessAfter(bench, "server1"));
    }

    // It was cut off until now: whatever its card says, and however it would obey, nobody has heard it yet.
    [Theory]
    [InlineData(1, true)]
    [InlineData(12, false)]
    public void OnlyHost_ThatGoesAsItIsCutOffNoMore_IsLeftOnlyWhereItsCardCanNotHaveAnswered(int togetherFor, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new Liveness());
        var terminal = bench.World.Terminals[0];
        bench.World.Network.IsolateNode(0, bench.Ago(60), bench.Ago(togetherFor));
        var cut = OutputState.Untouched with { Cut = CutStage.Ordered };
        terminal.State = terminal.State with { Upses = terminal.State.Upses.With(0, terminal.State.Upses[0] with { SilentSince = terminal.Clock(bench.Ago(50)), Outputs = [cut] }) };

        Assert.Equal(excused, IsHelplessAfter(bench, "server1"));
    }

    // Of a UPS that was never heard nobody knows that its battery lasts.
    [Theory]
    [InlineData(MainsState.Unknown, true)]
    [InlineData(MainsState.Good, false)]
    public void OnlyHost_IsLeftOnSilenceOnlyWhereItsUpsWasNeverHeard(MainsState mains, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new Liveness());
        var (terminal, ups) = (bench.World.Terminals[0], bench.World.Upses[0]);
        ups.SilentUntil = bench.Now + 60_000;
        terminal.State = terminal.State with { Upses = terminal.State.Upses.With(0, terminal.State.Upses[0] with { Mains = mains, SilentSince = terminal.Clock(bench.Ago(100)) }) };

        Assert.Equal(excused, IsHelplessAfter(bench, "server1"));
    }

    // Its battery ends by what it says, and the network has lost each order of the cut that would have started it again.
    [Theory]
    [InlineData(3, 2, true, true)]
    [InlineData(2, 2, true, false)]
    [InlineData(3, 9, true, false)]
    [InlineData(3, 2, false, false)]
    public void OnlyHost_IsLeftUncutOnlyWhereEachOrderWasLostAndItsBatteryEnds(int lost, int lastAgo, bool ends, bool excused)
    {
        using var bench = new Bench(ExampleSites.Single, new Liveness());
        var ups = bench.World.Upses[0];
        ups.CutsLost = (lost, bench.Ago(lastAgo));
        ups.Mains = !ends;
        (ups.Troubles.RunTimeBogusUntil, ups.Troubles.BogusRunTime) = (bench.Now + 60_000, 0);

        Assert.Equal(excused, IsHelplessAfter(bench, "server1"));
    }

    private static bool IsHelplessAfter(Bench bench, string stopped)
    {
        var (nobody, node) = (new NobodyLeft(bench.World), bench.Node(stopped));
        node.OsStopBegan = bench.Now;
        nobody.OsStopBegan(node);
        (node.Os, node.Membership) = (Os.Off, Membership.Out);
        foreach (var terminal in bench.World.Terminals)
            terminal.Runs = false;
        return nobody.IsHelpless();
    }

    // Without its own trouble a battery that could have carried the plan has no excuse, nor has trouble that is over.
    [Theory]
    [InlineData(false, "S1")]
    [InlineData(true, null)]
    public void Battery_ThatRunsEmpty_IsExcusedOnlyByANodeThatDoesNotStopAnyMore(bool agentGone, string? found)
    {
        using var bench = new Bench(ExampleSites.TerminalApart, new InputChecker());
        var (node, ups) = (bench.Node("node1"), bench.Ups("UPS1"));
        (node.Troubled, node.AgentGone) = (true, agentGone);
        ups.MainsSince = bench.Now;
        ups.Mains = false;
        bench.World.Judge.MainsLost(ups);

        bench.World.Judge.NodeLostInput(node, ups, PowerLoss.Exhausted);

        Assert.Equal(found, bench.Found);
    }
}

using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Shutdown;

/// <summary>The countdown of the very host that leads, which comes before the plan of its run.</summary>
public sealed class OwnCutTests
{
    // Its program may be dead when there is no more time for it; without a new one nothing would start it again.
    [Fact]
    public void Countdown_ThatItsCardDoesNotBeginAnew_IsEndedAndANewOneIsBegunAtOnce()
    {
        var told = Grown();
        var longer = Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS1");
        told.Tell(new EffectDone(Told.At(126), longer.Id, TimeSpan.FromSeconds(238)));
        var end = Assert.Single(told.Pending<DisarmCut>());

        told.Tell(new EffectDone(Told.At(127), end.Id), new UpsRead(Told.At(131), "UPS1", Told.Battery));

        var run = Assert.Single(told.State.Runs);
        Assert.True(run.Phase < Phase.StoppingOs);
        Assert.True(Assert.Single(told.Pending<ArmCut>(), cut => cut.Ups == "UPS1").Delay >= run.Deadlines.CutBy + told.Site.Nodes[0].OsStopTime - told.State.Now);
    }

    // Its own run was decided a minute ago, and its countdown runs; now the run grows to the whole cluster.
    private static Told Grown()
    {
        var told = new Told(PlanSites.Site(
            SiteBuild.TerminalsAmongNodes, [PlanSites.Ups("UPS1", 60), PlanSites.Ups("UPS2", 60)], [PlanSites.Node("node1", "UPS1"), PlanSites.Node("node2", "UPS2")],
            [], [PlanSites.Cluster("cluster", ["node1", "node2"], [])], [On("node1", "UPS1", 1), On("node2", "UPS2", 2)]));
        foreach (var at in new[] { 1, 62 })
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Battery));
        told.Tell(new EffectDone(Told.At(63), told.Pending<ArmCut>().Single().Id), new UpsRead(Told.At(64), "UPS2", Told.Battery));
        for (var at = 65; at < 124; at++)
            told.Tell(new Woke(Told.At(at)));
        told.State = told.State with { Runs = [.. told.State.Runs.Select(run => run with { Members = [.. run.Members.Select(member => member with { OsStop = Step.None })] })] };
        return told.Tell(new UpsRead(Told.At(125), "UPS2", Told.Battery));
    }

    private static Terminal On(string node, string ups, int priority) =>
        PlanSites.Terminal($"t{priority}", ups) with { Node = node, Priority = priority };
}

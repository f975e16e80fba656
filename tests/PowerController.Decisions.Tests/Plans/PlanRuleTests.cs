using PowerController.Decisions.Plans;
using PowerController.Model.Plans;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Plans;

/// <summary>Who is stopped and which output is cut, in sites other than the worked example.</summary>
public sealed class PlanRuleTests
{
    [Fact]
    public void Plan_NodeOnTwoUpsesNeedsOne_LosesPowerWithTheSecond()
    {
        var site = PlanSites.Site(SiteBuild.TerminalApart,
            [PlanSites.Ups("A", 60), PlanSites.Ups("B", 90)],
            [PlanSites.Node("node1", "A", "B")], [], [], []);

        Assert.Empty(Plan(site, "A").Steps);
        Assert.Equal(90, Step(Plan(site, "all"), StepNames.FailureEstablished, "node1").Earliest.TotalSeconds);
    }

    [Fact]
    public void Plan_UpsFeedsANodeThatGoesOn_IsNotCut()
    {
        var site = PlanSites.Site(SiteBuild.TerminalApart,
            [PlanSites.Ups("A", 60), PlanSites.Ups("B", 60)],
            [PlanSites.Node("node1", "A"), PlanSites.Node("node2", "A", "B")], [], [], []);

        var plan = Plan(site, "A");

        Assert.Equal(["node1"], Targets(plan, StepNames.OsStopOrdered));
        Assert.Empty(Targets(plan, StepNames.CutOrdered));
    }

    [Fact]
    public void Plan_GoodUpsFeedsOthers_IsNotCutForTheDisksSake()
    {
        var site = PlanSites.WorkedExample;
        site = site with { Upses = site.Upses.SetItem(1, site.Upses[1] with { FeedsOthers = true }) };

        Assert.Equal(["UPS3", "UPS4"], Targets(Plan(site, "disk1"), StepNames.CutOrdered));
        Assert.Equal(["UPS2", "UPS3", "UPS4"], Targets(Plan(site, "all"), StepNames.CutOrdered));
    }

    [Fact]
    public void Plan_CardCutsOnBatteryOnly_GoodOneIsLeftOn()
    {
        var site = PlanSites.WorkedExample;
        site = site with { Upses = [.. site.Upses.Select(ups => ups with { CutOnMains = CutOnMains.Impossible })] };

        Assert.Equal(["UPS4"], Targets(Plan(site, "disk1"), StepNames.CutOrdered));
    }

    [Fact]
    public void Plan_DelayedOffOnMains_TakesTheShutoffDelayAlone()
    {
        var site = PlanSites.WorkedExample;
        site = site with { Upses = [.. site.Upses.Select(ups => ups with { CutOnMains = CutOnMains.Delayed })] };

        Assert.Equal(524, Step(Plan(site, "disk1"), StepNames.OutputOff, "UPS2").Latest.TotalSeconds);
    }

    [Fact]
    public void Plan_DiskSharedByTwoClusters_WaitsForTheSlower()
    {
        var site = PlanSites.Site(SiteBuild.TerminalApart,
            [PlanSites.Ups("N1", 60), PlanSites.Ups("N2", 60), PlanSites.Ups("D", 30)],
            [PlanSites.Node("node1", "N1"), PlanSites.Node("node2", "N2")],
            [PlanSites.Disk("disk", "D")],
            [
                PlanSites.Cluster("fast", ["node1"], ["disk"]),
                PlanSites.Cluster("slow", ["node2"], ["disk"]) with { StopTimeout = TimeSpan.FromSeconds(300) },
            ],
            []);

        var plan = Plan(site, "all");

        Assert.Equal(38 + 300 + 60 + 6, Step(plan, StepNames.CutOrdered, "D").Latest.TotalSeconds);
        Assert.Equal(38 + 120 + 60 + 4, Step(plan, StepNames.CutOrdered, "N1").Latest.TotalSeconds);
    }

    [Fact]
    public void Plan_OutageJobsAndGuards_CountBeforeTheOperatingSystem()
    {
        var site = PlanSites.WorkedExample;
        var job = new Job("sync", JobTime.PowerOff, "sync", TimeSpan.FromSeconds(40), OnOutage: true);
        site = site with
        {
            Nodes = site.Nodes.SetItem(0, site.Nodes[0] with { Jobs = [job, job with { Name = "planned", OnOutage = false }] }),
            Clusters = [site.Clusters[0] with { OutageGuard = TimeSpan.FromSeconds(15) }],
        };

        var plan = Plan(site, "all");

        Assert.Equal(158 + 15, Step(plan, StepNames.ClusterStopped, "cluster").Latest.TotalSeconds);
        Assert.Equal(218 + 15 + 40, Step(plan, StepNames.OsStopOrdered, "node1").Latest.TotalSeconds);
        Assert.Equal(218 + 15, Step(plan, StepNames.OsStopOrdered, "node2").Latest.TotalSeconds);
        Assert.Equal(226 + 15 + 40, plan.TerminalAlive.TotalSeconds);
    }

    [Fact]
    public void Plan_TerminalsAmongNodes_StopLastAfterTheirLastOrder()
    {
        var site = PlanSites.WorkedExample with { Build = SiteBuild.TerminalsAmongNodes };
        site = site with
        {
            Terminals =
            [
                PlanSites.Terminal("t1", "UPS2") with { Node = "node1", Supply = null },
                PlanSites.Terminal("t2", "UPS3") with { Node = "node2", Supply = null },
            ],
        };

        var plan = Plan(site, "all");

        Assert.Equal(226, plan.TerminalAlive.TotalSeconds);
        Assert.Equal(226, Step(plan, StepNames.OsStopOrdered, "node1").Latest.TotalSeconds);
        Assert.Equal(["UPS2", "UPS3", "UPS4"], Targets(plan, StepNames.CutOrdered));
    }

    [Fact]
    public void Plan_OutletGroup_IsCutByItselfWithItsOwnDelay()
    {
        var ups = PlanSites.Ups("A", 60) with
        {
            OutletGroups = [new OutletGroup("web", 1, TimeSpan.FromSeconds(45)), new OutletGroup("db", 2, TimeSpan.FromSeconds(90))],
        };
        var site = PlanSites.Site(SiteBuild.TerminalApart, [ups], [PlanSites.Node("w", "A/web"), PlanSites.Node("d", "A/db")], [], [], []);

        var plan = Plan(site, "all");

        Assert.Equal(["A/db", "A/web"], Targets(plan, StepNames.CutOrdered));
        Assert.Equal(TimeSpan.FromSeconds(45), Step(plan, StepNames.OutputOff, "A/web").Latest - Step(plan, StepNames.CutOrdered, "A/web").Latest);
    }

    private static Plan Plan(Site site, string failure)
    {
        var index = new SiteIndex(site);
        return ShutdownPlanner.Plan(index, Failure.Named(index, failure)!);
    }

    private static IEnumerable<string> Targets(Plan plan, string name) =>
        plan.Steps.Where(step => step.Name == name).Select(step => step.Target);

    private static PlanStep Step(Plan plan, string name, string target) =>
        plan.Steps.Single(step => step.Name == name && step.Target == target);
}

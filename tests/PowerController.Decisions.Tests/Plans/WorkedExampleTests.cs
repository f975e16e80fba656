using PowerController.Decisions.Plans;
using PowerController.Model.Plans;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Plans;

/// <summary>The two examples of the specification, to the second.</summary>
public sealed class WorkedExampleTests
{
    private static readonly SiteIndex _index = new(PlanSites.WorkedExample);

    [Theory]
    [InlineData("disk1")]
    [InlineData("UPS4")]
    [InlineData("all")]
    public void Plan_DiskOrEverythingFails_ComesOutToTheSecond(string failure)
    {
        var plan = Plan(failure);

        Assert.Equal(
            [
                "failure-established disk1 30-38",
                "cluster-stopped cluster 30-158",
                "os-stop-ordered node1 30-218",
                "os-stop-ordered node2 30-218",
                "cut-ordered UPS2 30-224",
                "cut-ordered UPS3 30-224",
                "cut-ordered UPS4 30-226",
                "output-off UPS2 330-764",
                "output-off UPS3 330-764",
                "output-off UPS4 330-526",
            ],
            Lines(plan));
        Assert.Equal(226, plan.TerminalAlive.TotalSeconds);
        Assert.Equal(38, plan.PointOfNoReturn?.TotalSeconds);
    }

    [Theory]
    [InlineData("cluster")]
    [InlineData("UPS2,UPS3")]
    [InlineData("node1, node2")]
    public void Plan_NodesFail_ComesOutToTheSecond(string failure)
    {
        var plan = Plan(failure);

        Assert.Equal(
            [
                "failure-established cluster 60-68",
                "cluster-stopped cluster 60-188",
                "os-stop-ordered node1 60-248",
                "os-stop-ordered node2 60-248",
                "cut-ordered UPS2 60-256",
                "cut-ordered UPS3 60-256",
                "output-off UPS2 360-556",
                "output-off UPS3 360-556",
            ],
            Lines(plan));
        Assert.Equal(256, plan.TerminalAlive.TotalSeconds);
    }

    [Fact]
    public void Plan_OneNodeFails_StopsThatNodeAlone()
    {
        Assert.Equal(
            [
                "failure-established node1 60-68",
                "os-stop-ordered node1 60-128",
                "cut-ordered UPS2 60-136",
                "output-off UPS2 360-436",
            ],
            Lines(Plan("UPS2")));
    }

    [Fact]
    public void Plan_TerminalsOwnUpsFails_StopsNothing()
    {
        var plan = Plan("UPS1");

        Assert.Empty(plan.Steps);
        Assert.Null(plan.PointOfNoReturn);
    }

    [Fact]
    public void Plan_Everything_NeedsRunTimeOfEveryUps()
    {
        Assert.Equal(
            ["UPS1 226", "UPS2 764", "UPS3 764", "UPS4 526"],
            Plan("all").Upses.Select(need => $"{need.Ups} {need.Required.TotalSeconds}"));
    }

    [Fact]
    public void Plan_LiveRunTime_GivesSlack()
    {
        var live = System.Collections.Immutable.ImmutableSortedDictionary.Create<string, TimeSpan>(StringComparer.Ordinal)
            .Add("UPS4", TimeSpan.FromSeconds(500));
        var plan = ShutdownPlanner.Plan(_index, Failure.Named(_index, "all")!, live);

        Assert.Equal(-26, plan.Upses.Single(need => need.Ups == "UPS4").Slack?.TotalSeconds);
        Assert.Null(plan.Upses.Single(need => need.Ups == "UPS2").Slack);
    }

    [Fact]
    public void Plan_CriticalPath_LeadsFromTheFailureToTheLastOutput()
    {
        Assert.Equal(
            ["failure-established disk1", "cluster-stopped cluster", "os-stop-ordered node1", "cut-ordered UPS2", "output-off UPS2"],
            Plan("all").Steps.Where(step => step.Critical).Select(step => $"{step.Name} {step.Target}"));
    }

    [Fact]
    public void LongestTerminalDuty_WorkedExample_IsTheNodesFailure()
    {
        var (longest, failure) = ShutdownPlanner.LongestTerminalDuty(_index);

        Assert.Equal(256, longest.TotalSeconds);
        Assert.Equal("cluster", failure.Name);
    }

    [Fact]
    public void Named_UnknownName_IsNull() => Assert.Null(Failure.Named(_index, "UPS9"));

    private static Plan Plan(string failure) => ShutdownPlanner.Plan(_index, Failure.Named(_index, failure)!);

    private static IEnumerable<string> Lines(Plan plan) =>
        plan.Steps.Select(step => $"{step.Name} {step.Target} {step.Earliest.TotalSeconds}-{step.Latest.TotalSeconds}");
}

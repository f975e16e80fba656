using System.Text.Json;
using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Planning;

public sealed class PlanCommandTests
{
    private static readonly string _workedExample = Repository.Path("config", "examples", "terminal-apart");

    [Theory]
    [InlineData("disk1", "failure-established 30-38|cluster-stopped 30-158|os-stop-ordered 30-218|cut-ordered 30-224|cut-ordered 30-226|output-off 330-764|output-off 330-526", 226)]
    [InlineData("cluster", "failure-established 60-68|cluster-stopped 60-188|os-stop-ordered 60-248|cut-ordered 60-256|output-off 360-556", 256)]
    public void Plan_WorkedExamplesAsJson_ComeOutToTheSecond(string failure, string steps, int terminalAlive)
    {
        var run = PowerCtlRun.Of("plan", "--config", _workedExample, "--failure", failure, "--json");
        var plan = JsonDocument.Parse(run.Output).RootElement;

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(failure, plan.GetProperty("failure").GetString());
        Assert.Equal(terminalAlive, plan.GetProperty("terminalAliveSeconds").GetInt32());
        Assert.Equal(steps.Split('|'), plan.GetProperty("steps").EnumerateArray().Select(Line).Distinct());
        Assert.All(plan.GetProperty("steps").EnumerateArray(), step => Assert.NotEmpty(step.GetProperty("because").GetString()!));
    }

    [Fact]
    public void Plan_RunTimeTooShort_SaysSoAndEndsWithOne()
    {
        var run = PowerCtlRun.Of("plan", "--config", _workedExample, "--runtime", "UPS4=500", "--json");
        var ups = JsonDocument.Parse(run.Output).RootElement.GetProperty("ups").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "UPS4");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal((526, 500, -26), (ups.GetProperty("requiredSeconds").GetInt32(), ups.GetProperty("availableSeconds").GetInt32(), ups.GetProperty("slackSeconds").GetInt32()));
    }

    [Fact]
    public void Plan_All_HasOnePlanForEachFailure()
    {
        var plans = JsonDocument.Parse(PowerCtlRun.Of("plan", "--config", _workedExample, "--all", "--json").Output).RootElement;
        var names = plans.EnumerateArray().Select(plan => plan.GetProperty("failure").GetString()).ToArray();

        Assert.Equal("all", names[0]);
        Assert.Contains("cluster", names);
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Plan_ForPeople_DrawsTheCriticalPathAndSaysTheFigures()
    {
        var said = PowerCtlRun.Of("plan", "--config", _workedExample).Output;

        Assert.Contains("30–38", said, StringComparison.Ordinal);
        Assert.Contains("330–764", said, StringComparison.Ordinal);
        Assert.Contains("█", said, StringComparison.Ordinal);
        Assert.Contains("must be alive until 226 s", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Did you mean 'disk1'?", "plan", "--failure", "disc1")]
    [InlineData("exclude each other", "plan", "--failure", "disk1", "--all")]
    [InlineData("--runtime UPS1=900", "plan", "--runtime", "UPS4")]
    [InlineData("--runtime UPS1=900", "plan", "--runtime", "UPS4=-5")]
    [InlineData("--runtime UPS1=900", "plan", "--runtime", "UPS4=NaN")]
    [InlineData("no UPS", "plan", "--runtime", "UPS9=5")]
    [InlineData("'powerctl plan --help'", "plan", "--frobnicate")]
    [InlineData("'powerctl --help'", "plam")]
    [InlineData("PC0101", "explain", "PC0001")]
    [InlineData("There is no such directory", "plan", "--config", "/no/such/place")]
    public void PowerCtl_WrongUsage_SaysWhatWouldBeRight(string expected, params string[] arguments)
    {
        var run = PowerCtlRun.Of(arguments.Contains("--config") || arguments[0] != "plan" ? arguments : [.. arguments, "--config", _workedExample]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static string Line(JsonElement step) =>
        $"{step.GetProperty("name").GetString()} {step.GetProperty("earliestSeconds")}-{step.GetProperty("latestSeconds")}";
}

using PowerController.CommandLine;
using PowerController.Console.Tests.Desk;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Runtime.Desk;
using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Operating;

/// <summary>The client commands against the real API over a paper desk.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task Status_ShowsTheTree()
    {
        await using var served = await Served.StartAsync();

        var run = await RunAsync(served, "status");

        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.Split('\n');
        Assert.StartsWith("demo  AUTO  terminal (master)  configuration ", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("room", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  UPS2", StringComparison.Ordinal) && line.Contains("normal", StringComparison.Ordinal) && line.TrimEnd().EndsWith("101.0  100.5    310   31%     97%  30 min 00 s", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  disk1", StringComparison.Ordinal) && line.Contains("warm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_InAnOutage_EndsWithOne_AndShowsTheCountdown()
    {
        var desk = new PaperDesk().Started();
        desk.Later(TimeSpan.FromMinutes(1), at => new UpsRead(at, "UPS4", desk.Reading with { Source = OutputSource.Battery }));
        await using var served = await Served.StartAsync(desk);

        var run = await RunAsync(served, "status");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cluster, watching for outage", run.Output, StringComparison.Ordinal);
        Assert.Contains("the shutdown is decided, unless the power returns in 30 s at the latest.", run.Output, StringComparison.Ordinal);
        Assert.Contains("UPS4: on battery", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_WhereNothingRuns_SaysHowToStartIt()
    {
        var run = PowerCtlRun.Of("status", "--socket", "/nowhere/api.sock");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("nobody listens on /nowhere/api.sock", run.Error, StringComparison.Ordinal);
        Assert.Contains("systemctl start powercontroller", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shutdown_AsksForTheSitesName_AfterThePlan()
    {
        await using var served = await Served.StartAsync();

        var run = await Task.Run(() => PowerCtlRun.Typing("demo\n", With(served, "shutdown", "cluster", "--return-after", "10m")));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("The cluster cluster is stopped in order, then node1, node2.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Type the site's name (demo) to go on:", run.Error, StringComparison.Ordinal);
        Assert.Equal(new ShutDown("cluster", TimeSpan.FromMinutes(10)), Assert.Single(served.Desk.Asked).What);
    }

    [Theory]
    [InlineData("domo\n", "That is not its name: nothing was done.")]
    [InlineData("", "Give --yes where nobody is asked.")]
    public async Task Shutdown_WithoutTheSitesName_DoesNothing(string typed, string said)
    {
        await using var served = await Served.StartAsync();

        var run = await Task.Run(() => PowerCtlRun.Typing(typed, With(served, "shutdown", "cluster")));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(served.Desk.Asked);
    }

    [Fact]
    public async Task Shutdown_OfANode_IsOfTheNodeAlone()
    {
        await using var served = await Served.StartAsync();

        Assert.Equal(0, (await RunAsync(served, "shutdown", "node2", "--yes")).ExitCode);
        Assert.Equal(new ShutDownNode("node2"), Assert.Single(served.Desk.Asked).What);
    }

    [Fact]
    public async Task Shutdown_PlanOnly_DoesNothing()
    {
        await using var served = await Served.StartAsync();

        var run = await RunAsync(served, "shutdown", "cluster", "--plan");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("outputs off", run.Output, StringComparison.Ordinal);
        Assert.Empty(served.Desk.Asked);
    }

    [Fact]
    public async Task Request_Refused_EndsWithOne_AndSaysWhy()
    {
        await using var served = await Served.StartAsync();
        served.Desk.Answer = new Answer(false, "cluster: no countdown runs");

        var run = await RunAsync(served, "cancel", "cluster");

        Assert.Equal((1, "Refused: cluster: no countdown runs\n"), (run.ExitCode, run.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Request_OfSomethingUnknown_EndsWithTwo_AndSaysWhichThereAre()
    {
        await using var served = await Served.StartAsync();

        var run = await RunAsync(served, "start", "clutser");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("There is no unit called 'clutser'.\nThere is cluster.\n", run.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Request_OverTcp_WithAViewersToken_EndsWithFour_AndNamesTheRole()
    {
        await using var served = await Served.StartAsync(settings: Served.WithTokens);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Served.ViewerToken + "\n", TestContext.Current.CancellationToken);

        var run = await Task.Run(() => PowerCtlRun.Of("local", "--url", $"http://{served.Host.Listening}", "--token-file", file));

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("token grafana has the role viewer; this needs operator.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_OverTcp_WithAnOperatorsToken_IsDone()
    {
        await using var served = await Served.StartAsync(settings: Served.WithTokens);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Served.OperatorToken + "\n", TestContext.Current.CancellationToken);

        var run = await Task.Run(() => PowerCtlRun.Of("auto", "--leave-as-is", "--url", $"http://{served.Host.Listening}", "--token-file", file));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(new SwitchToAuto(AutoAnswer.LeaveAsIs), Assert.Single(served.Desk.Asked).What);
    }

    [Fact]
    public async Task Events_AreShown_WithWhoAskedForThem()
    {
        await using var served = await Served.StartAsync();
        served.Desk.Write(PaperDesk.Entry(1, "on battery") with { Who = "alice", From = "local socket" });

        Assert.Contains("UPS1: on battery  (alice, local socket)", (await RunAsync(served, "events")).Output, StringComparison.Ordinal);
        Assert.Contains("\"number\": 1", (await RunAsync(served, "events", "--json")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(served, "events", "--since", "yesterday")).ExitCode);
    }

    [Fact]
    public async Task Events_Followed_ComeAsTheyHappen_UntilItIsEnough()
    {
        await using var served = await Served.StartAsync();
        using var enough = new CancellationTokenSource();
        await using var output = new Listening("it happened", enough);
        served.Desk.WriteLater(PaperDesk.Entry(1, "it happened"));

        var code = await PowerCtl.RunAsync(With(served, "events", "--follow"), new Invocation { Output = output, Error = TextWriter.Null }, enough.Token)
            .WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        Assert.Contains("UPS1: it happened", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsCommands_ReachTheDesk()
    {
        await using var served = await Served.StartAsync();

        Assert.Equal(0, (await RunAsync(served, "ups", "test", "UPS1")).ExitCode);
        Assert.Equal(0, (await RunAsync(served, "ups", "outlet", "UPS1", "on")).ExitCode);
        Assert.Equal(0, (await RunAsync(served, "ups", "set", "UPS1", "shutoffDelay=300s")).ExitCode);
        Assert.Contains("UPS4", (await RunAsync(served, "ups", "list")).Output, StringComparison.Ordinal);

        var asked = served.Desk.Asked.Select(one => one.What).ToArray();
        Assert.Equal([new TestUps("UPS1"), new SwitchOutlet("UPS1", null, true, false)], asked[..2]);
        Assert.Equal([new SettingWish("shutoffDelay", "300s")], Assert.IsType<SetUps>(asked[2]).Wishes);
    }

    [Fact]
    public async Task Ups_ShownByName_IsTheOneThatIsWatched()
    {
        await using var served = await Served.StartAsync();

        var run = await RunAsync(served, "ups", "show", "UPS2");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("97%", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(served, "ups", "show", "UPS9")).ExitCode);
    }

    [Fact]
    public async Task Runs_ShowThePlanAgainstWhatHappened()
    {
        var desk = new PaperDesk().Started();
        var onBattery = desk.Reading with { Source = OutputSource.Battery };
        desk.Later(TimeSpan.FromMinutes(1), at => new UpsRead(at, "UPS4", onBattery)).Later(TimeSpan.FromSeconds(31), at => new UpsRead(at, "UPS4", onBattery), at => new Woke(at));
        await using var served = await Served.StartAsync(desk);

        Assert.Contains("cluster", (await RunAsync(served, "runs")).Output, StringComparison.Ordinal);
        Assert.Contains("cluster stopped", (await RunAsync(served, "runs", desk.Current.State.Runs[0].Id.ToString())).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreCompleted()
    {
        const string line = "powerctl shutdown no";

        var run = PowerCtlRun.Of($"[suggest:{line.Length}]", line);

        Assert.Equal(["node1", "node2"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    // The commands wait for their answers; the server must go on meanwhile.
    private static Task<PowerCtlRun> RunAsync(Served served, params string[] arguments) => Task.Run(() => PowerCtlRun.Of(With(served, arguments)));

    private static string[] With(Served served, params string[] arguments) => [.. arguments, "--socket", served.Host.SocketPath!];

    /// <summary>Reads along, and has had enough when a text has come.</summary>
    private sealed class Listening(string text, CancellationTokenSource enough) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) is true)
                enough.Cancel();
        }
    }
}

using System.Net;
using PowerController.Console.Tests.Desk;
using PowerController.Model.Events;
using PowerController.Runtime.Desk;

namespace PowerController.Console.Tests.Api;

public sealed class AskingTests
{
    public static TheoryData<string, string, object> Kinds => new()
    {
        { "cancel", """{"unit":"cluster"}""", new CancelCountdown("cluster") },
        { "finish-stay-off", """{"unit":"cluster"}""", new FinishButStayOff("cluster") },
        { "skip-wait", """{"unit":"cluster"}""", new SkipWait("cluster") },
        { "force", """{"unit":"cluster"}""", new ForceOn("cluster") },
        { "local", "{}", new SwitchToLocal() },
        { "auto", "{}", new SwitchToAuto(AutoAnswer.Ask) },
        { "auto", """{"answer":"leave-as-is"}""", new SwitchToAuto(AutoAnswer.LeaveAsIs) },
        { "shutdown", """{"unit":"cluster","returnAfterSeconds":600}""", new ShutDown("cluster", TimeSpan.FromMinutes(10)) },
        { "shutdown", """{"node":"node1"}""", new ShutDownNode("node1") },
        { "reboot", """{"unit":"cluster"}""", new Reboot("cluster") },
        { "start", """{"unit":"cluster"}""", new Start("cluster") },
        { "ups-test", """{"ups":"UPS2"}""", new TestUps("UPS2") },
        { "ups-outlet", """{"ups":"UPS2","on":true}""", new SwitchOutlet("UPS2", null, true, false) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Request_ReachesTheDesk_WithWhoAndFromWhere(string kind, string json, object request)
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Socket.AskAsync(kind, json);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("done", body.Text("text"));
        var (who, from, what) = Assert.Single(served.Desk.Asked);
        Assert.Equal((Environment.UserName, request), (who, what));
        Assert.StartsWith("local socket", from, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_ReachTheDesk_AsWritten()
    {
        await using var served = await Served.StartAsync();

        await served.Socket.AskAsync("ups-set", """{"ups":"UPS2","settings":{"shutoffDelay":"300s","sensitivity":"high"}}""");

        var set = Assert.IsType<SetUps>(Assert.Single(served.Desk.Asked).What);
        Assert.Equal([new SettingWish("sensitivity", "high"), new SettingWish("shutoffDelay", "300s")], set.Wishes);
    }

    [Fact]
    public async Task Shutdown_AsADryRun_ShowsThePlanOfTheDecision_AndDoesNothing()
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Socket.AskAsync("shutdown", """{"unit":"cluster","dryRun":true}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(served.Desk.Asked);
        var plan = body.GetProperty("plan");
        Assert.Equal("The cluster cluster is stopped in order, then node1, node2.", plan.GetProperty("says")[0].GetString());
        Assert.Contains("UPS2, UPS3, UPS4", plan.GetProperty("says")[1].GetString(), StringComparison.Ordinal);
        // Guard 180, then the ceilings that the decision itself takes.
        var times = served.Desk.Current.State.Times!.OfUnits[0];
        var steps = plan.GetProperty("steps").EnumerateArray().Select(step => (step.Text("name"), step.GetProperty("by").GetDouble())).ToArray();
        Assert.Equal(
            [
                ("running work has ended", 180), ("cluster stopped", 180 + times.ClusterStop.TotalSeconds), ("OS stop ordered", 180 + times.OsStop.TotalSeconds),
                ("cut ordered", 180 + times.Cut.TotalSeconds), ("outputs off", 180 + times.Off.TotalSeconds),
            ],
            steps);
    }

    [Fact]
    public async Task Shutdown_OfANodeAlone_CutsItsOwnOutput()
    {
        await using var served = await Served.StartAsync();

        var (_, body) = await served.Socket.AskAsync("shutdown", """{"node":"node1","dryRun":true}""");

        var says = body.GetProperty("plan").GetProperty("says").EnumerateArray().Select(one => one.GetString()!).ToArray();
        Assert.Equal(["node1 is stopped; cluster goes on without it.", "Then the power is cut at UPS2.", "It stays off until somebody starts it."], says);
    }

    [Fact]
    public async Task Shutdown_Refused_SaysWhy_AndShowsNoPlan()
    {
        await using var served = await Served.StartAsync();
        served.Desk.Answer = new Answer(false, "a run of cluster is open already");

        var (status, body) = await served.Socket.AskAsync("shutdown", """{"unit":"cluster"}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.False(body.GetProperty("accepted").GetBoolean());
        Assert.Equal("a run of cluster is open already", body.Text("text"));
        Assert.Equal("", body.Text("plan"));
    }

    [Theory]
    [InlineData("shutdown", """{"unit":"clutser"}""", "There is no unit called 'clutser'.", "There is cluster.")]
    [InlineData("shutdown", """{"node":"node9"}""", "There is no node called 'node9'.", "There are node1, node2.")]
    [InlineData("reboot", """{"unit":"node1"}""", "node1 is a node of cluster, no unit of its own.", "Name the unit; to shut down this node alone, name it as node.")]
    [InlineData("ups-test", """{"ups":"UPS9"}""", "There is no UPS called 'UPS9'.", "There are UPS1, UPS2, UPS3, UPS4.")]
    [InlineData("ups-outlet", """{"ups":"UPS1","on":true,"outletGroup":"web"}""", "There is no outlet group called 'web'.", "There is no outlet group at all now.")]
    public async Task UnknownName_SaysWhichThereAre(string kind, string json, string error, string remedy)
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Socket.AskAsync(kind, json);

        Assert.Equal((HttpStatusCode.NotFound, error, remedy), (status, body.Text("error"), body.Text("remedy")));
        Assert.Empty(served.Desk.Asked);
        Assert.Contains(error, Assert.Single(served.Desk.TurnedAway).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shutdown", "{}", "No unit is named.")]
    [InlineData("shutdown", """{"unit":"cluster","node":"node1"}""", "Both a unit and a node are named.")]
    [InlineData("shutdown", """{"unit":"cluster","returnAfterSeconds":-1}""", "returnAfterSeconds is out of range.")]
    [InlineData("shutdown", """{"node":"node1","returnAfterSeconds":60}""", "A single node is started again when somebody asks for it.")]
    [InlineData("local", """{"unit":"cluster"}""", "local takes no 'unit'.")]
    [InlineData("auto", """{"answer":"perhaps"}""", "'perhaps' is no answer.")]
    [InlineData("ups-outlet", """{"ups":"UPS2"}""", "Whether to switch on or off is not said.")]
    [InlineData("ups-set", """{"ups":"UPS2","settings":{"shutofDelay":"300s"}}""", "There is no setting called 'shutofDelay'.")]
    [InlineData("ups-set", """{"ups":"UPS2","settings":{"shutoffDelay":"300"}}""", "'300' cannot be shutoffDelay. Write 300s for seconds")]
    [InlineData("shutdown", """{"unit":"cluster","force":true}""", "The body is not the JSON that is wanted")]
    [InlineData("shutdown", """{"unit":""", "The body is not the JSON that is wanted")]
    [InlineData("shutdown", "null", "The body is not the JSON that is wanted")]
    [InlineData("shutdown", """{"unit":["cluster"]}""", "The body is not the JSON that is wanted")]
    public async Task WrongBody_IsRefused_WithWhatWouldBeRight(string kind, string json, string error)
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Socket.AskAsync(kind, json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(error, body.Text("error"), StringComparison.Ordinal);
        Assert.NotEqual("", body.Text("remedy"));
        Assert.Empty(served.Desk.Asked);
        Assert.Single(served.Desk.TurnedAway);
    }

    [Fact]
    public async Task Body_ThatIsTooLarge_IsRefused_AndTheNextIsServed()
    {
        await using var served = await Served.StartAsync();

        var (status, _) = await served.Socket.AskAsync("shutdown", $$"""{"unit":"{{new string('x', 70_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal(HttpStatusCode.OK, (await served.Socket.AskAsync("local")).Status);
    }

    [Fact]
    public async Task Body_OfAForm_IsRefused()
    {
        await using var served = await Served.StartAsync();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await served.Socket.AskAsync("local", "unit=cluster", "text/plain")).Status);
        Assert.Empty(served.Desk.Asked);
    }
}

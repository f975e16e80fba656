using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using PowerController.Console.Tests.Desk;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Console.Tests.Api;

public sealed class AccessTests
{
    [Fact]
    public async Task Socket_OfTheProgramsOwnUser_MayDoEverything()
    {
        await using var served = await Served.StartAsync();

        var (status, body) = await served.Socket.ReadAsync("/api/v1/whoami");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("admin", body.Text("role"));
        Assert.Equal(Environment.UserName, body.Text("who"));
        Assert.Contains($"process {Environment.ProcessId}", body.Text("from"), StringComparison.Ordinal);
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task Socket_IsForItsUserAndGroupAlone()
    {
        await using var served = await Served.StartAsync();

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
            File.GetUnixFileMode(served.Host.SocketPath!));
    }

    [Fact]
    public async Task Socket_LeftByAProgramThatWasKilled_IsReplaced()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("pc-api").FullName, "api.sock");
        await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        await using var served = await Served.StartAsync(settings: Served.OnAnyPort with { Socket = path });

        Assert.Empty(served.Host.Problems);
        Assert.Equal(HttpStatusCode.OK, (await served.Socket.ReadAsync("/api/v1/whoami")).Status);
    }

    [Fact]
    public async Task Socket_OfAProgramThatRuns_IsLeftAlone()
    {
        await using var first = await Served.StartAsync();
        await using var second = await Served.StartAsync(settings: Served.OnAnyPort with { Socket = first.Host.SocketPath });

        Assert.Null(second.Host.SocketPath);
        Assert.Contains("another PowerController already listens", Assert.Single(second.Host.Problems), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.Socket.ReadAsync("/api/v1/whoami")).Status);
    }

    [Fact]
    public async Task Api_WithNeitherSocketNorPort_OpensNoDoorOfItsOwn()
    {
        await using var first = await Served.StartAsync();
        await using var second = await Served.StartAsync(settings: Served.OnAnyPort with { Socket = first.Host.SocketPath, Listen = null });

        Assert.Null(second.Host.SocketPath);
        Assert.Null(second.Host.Listening);
        Assert.Contains("another PowerController already listens", Assert.Single(second.Host.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tcp_PortTaken_IsTold_AndTheSocketIsServed()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        await using var served = await Served.StartAsync(settings: Served.OnAnyPort with { Listen = (IPEndPoint)other.LocalEndPoint! });

        Assert.Null(served.Host.Listening);
        Assert.Contains($"{other.LocalEndPoint}", Assert.Single(served.Host.Problems), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await served.Socket.ReadAsync("/api/v1/status")).Status);
    }

    [Fact]
    public async Task Tcp_WithoutToken_LooksAndDoesNothing()
    {
        await using var served = await Served.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await served.Tcp.ReadAsync("/api/v1/status")).Status);
        var (status, body) = await served.Tcp.AskAsync("shutdown", """{"unit":"cluster"}""");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("nobody has the role viewer; this needs operator.", body.Text("error"));
        Assert.Empty(served.Desk.Asked);
        var (who, from, what) = Assert.Single(served.Desk.TurnedAway);
        Assert.Equal("nobody", who);
        Assert.StartsWith("127.0.0.1:", from, StringComparison.Ordinal);
        Assert.Contains("/api/v1/requests/shutdown", what, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tcp_WithoutToken_UnderAForeignName_DoesNotLook()
    {
        await using var served = await Served.StartAsync();
        served.Tcp.DefaultRequestHeaders.Host = "power.example.com";

        Assert.Equal(HttpStatusCode.Unauthorized, (await served.Tcp.ReadAsync("/api/v1/status")).Status);
    }

    [Fact]
    public async Task Tcp_WhereTokensAre_DoesNotLookWithoutOne()
    {
        await using var served = await Served.StartAsync(settings: Served.WithTokens);

        var (status, body) = await served.Tcp.ReadAsync("/api/v1/status");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("Authorization: Bearer", body.Text("remedy"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await served.Tcp.ReadAsync("/health/live")).Status);
    }

    [Theory]
    [InlineData("wrong-wrong-wrong-wrong")]
    [InlineData("operator-operator-operatoR")]
    [InlineData("")]
    public async Task Tcp_WithAWrongToken_DoesNothing_AndIsKept(string token)
    {
        await using var served = await Served.StartAsync(settings: Served.WithTokens);
        using var client = served.With(token);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.AskAsync("local")).Status);
        Assert.Empty(served.Desk.Asked);
        Assert.Single(served.Desk.TurnedAway);
    }

    [Fact]
    public async Task Tcp_OperatorsToken_AsksAndIsNamed()
    {
        await using var served = await Served.StartAsync(settings: Served.WithTokens);
        using var client = served.With(Served.OperatorToken);

        Assert.Equal(HttpStatusCode.OK, (await client.AskAsync("cancel", """{"unit":"cluster"}""")).Status);

        var (who, from, what) = Assert.Single(served.Desk.Asked);
        Assert.Equal(("token op", new CancelCountdown("cluster")), (who, what));
        Assert.StartsWith("127.0.0.1:", from, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tcp_OperatorsToken_DoesNotSwitchOutputs()
    {
        await using var served = await Served.StartAsync(settings: Served.WithTokens);
        using var client = served.With(Served.OperatorToken);

        var (status, body) = await client.AskAsync("ups-outlet", """{"ups":"UPS2","on":false}""");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("token op has the role operator; this needs admin.", body.Text("error"));
        Assert.Empty(served.Desk.Asked);
    }

    [Fact]
    public async Task Refusals_WithoutEnd_DoNotFillTheDiary()
    {
        await using var served = await Served.StartAsync();

        for (var i = 0; i < 60; i++)
            await served.Tcp.AskAsync("local");

        Assert.Equal(20, served.Desk.TurnedAway.Count);
        Assert.Contains("more of this minute is not kept", served.Desk.TurnedAway.Last().What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatIsShortOrMissing_LetsNobodyIn_AndIsTold()
    {
        await using var served = await Served.StartAsync(settings: Served.OnAnyPort with
        {
            WithoutToken = null,
            Tokens = [new ApiToken("short", ApiRole.Admin, new SecretVariable("secret")), new ApiToken("gone", ApiRole.Admin, new SecretFile("gone"))],
        });
        using var client = served.With("secret");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ReadAsync("/api/v1/status")).Status);
        Assert.Equal(2, served.Host.Problems.Length);
        Assert.Contains("has 6 characters", served.Host.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_TakenAnew_CountForTheNextRequest()
    {
        await using var served = await Served.StartAsync(settings: Served.WithTokens);
        using var client = served.With(Served.OperatorToken);

        served.Host.Take(Served.WithTokens with { Tokens = [] });

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ReadAsync("/api/v1/status")).Status);
    }
}

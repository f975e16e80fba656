using System.Net;
using System.Net.Sockets;
using System.Text;
using PowerController.Console.Tests.Desk;

namespace PowerController.Console.Tests.Api;

public sealed class EventTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Events_AreThoseAfterTheNumber()
    {
        await using var served = await Served.StartAsync();
        served.Desk.Write(PaperDesk.Entry(1), PaperDesk.Entry(2), PaperDesk.Entry(3));

        var (_, all) = await served.Tcp.ReadAsync("/api/v1/events");
        var (_, after) = await served.Tcp.ReadAsync("/api/v1/events?after=2");
        var (_, since) = await served.Tcp.ReadAsync("/api/v1/events?since=2026-05-04T03:02:03Z");

        Assert.Equal(3, all.GetProperty("events").GetArrayLength());
        Assert.Equal(3, Assert.Single(after.GetProperty("events").EnumerateArray()).GetProperty("number").GetInt64());
        Assert.Equal(2, since.GetProperty("events").GetArrayLength());
        Assert.Equal(3, all.GetProperty("last").GetInt64());
    }

    [Theory]
    [InlineData("/api/v1/events?after=-1")]
    [InlineData("/api/v1/events?after=99999999999999999999")]
    [InlineData("/api/v1/events?since=yesterday")]
    [InlineData("/api/v1/events/stream?after=x")]
    public async Task Events_AfterNonsense_AreRefused(string path)
    {
        await using var served = await Served.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await served.Tcp.ReadAsync(path)).Status);
    }

    [Fact]
    public async Task Follower_WhoComesAgain_MissesNothing()
    {
        await using var served = await Served.StartAsync();
        served.Desk.Write(PaperDesk.Entry(1), PaperDesk.Entry(2), PaperDesk.Entry(3));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/stream");
        request.Headers.Add("Last-Event-ID", "1");
        using var response = await served.Tcp.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        served.Desk.WriteLater(PaperDesk.Entry(4));
        var lines = new List<string>();
        while (lines.Count < 3)
        {
            if (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line.StartsWith("id: ", StringComparison.Ordinal))
                lines.Add(line);
        }

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["id: 2", "id: 3", "id: 4"], lines);
    }

    [Fact]
    public async Task Followers_BeyondTheLimit_AreToldSo_AndPlacesAreGivenBack()
    {
        await using var served = await Served.StartAsync();
        var followers = new List<HttpResponseMessage>();
        for (var i = 0; i < 64; i++)
            followers.Add(await FollowAsync(served));

        using var refused = await FollowAsync(served);
        followers.ForEach(follower => follower.Dispose());
        await served.Desk.FollowerLeft.Task.WaitAsync(_long, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await served.Tcp.ReadAsync("/api/v1/status")).Status);
    }

    [Fact]
    public async Task Follower_WhoNeverReads_IsCutOff_AndNothingPilesUp()
    {
        const int Many = 20_000;
        await using var served = await Served.StartAsync();
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await deaf.ConnectAsync(served.Host.Listening!, TestContext.Current.CancellationToken);
        await deaf.SendAsync(Encoding.ASCII.GetBytes("GET /api/v1/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"), TestContext.Current.CancellationToken);
        var text = new string('x', 4000);
        for (var i = 1; i <= Many; i++)
            served.Desk.WriteLater(PaperDesk.Entry(i, text));

        Assert.Equal(HttpStatusCode.OK, (await served.Tcp.ReadAsync("/api/v1/status")).Status);
        await served.Desk.FollowerLeft.Task.WaitAsync(_long, TestContext.Current.CancellationToken);

        // What it took lies in the buffers of the sockets; the rest was never asked of the desk.
        Assert.InRange(served.Desk.Taken, 1, Many - 1);
    }

    [Fact]
    public async Task Host_ThatStops_LetsFollowersGo()
    {
        var served = await Served.StartAsync();
        using var response = await FollowAsync(served);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        await served.DisposeAsync().AsTask().WaitAsync(_long, TestContext.Current.CancellationToken);

        Assert.True(served.Desk.FollowerLeft.Task.IsCompleted);
    }

    private static Task<HttpResponseMessage> FollowAsync(Served served) =>
        served.Tcp.GetAsync("/api/v1/events/stream", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
}

using System.Net;
using System.Net.Sockets;

namespace PowerController.Snmp.Client;

public abstract class SnmpClientTests
{
    private readonly SnmpTransport _transport;

    protected SnmpClientTests(SnmpTransport transport)
    {
        Assert.SkipUnless(transport != SnmpTransport.Batched || SnmpClient.CanBatch, "This system has no batched datagram calls.");
        _transport = transport;
    }

    private static readonly Oid Root = Oid.Parse("1.3.6.1.2.1.33.1");
    private static readonly Oid[] Three = [Root.Append(1), Root.Append(2), Root.Append(3)];

    private SnmpClient NewClient(int inFlight = 100, TimeProvider? time = null) => new(new SnmpClientOptions { Transport = _transport, InFlightMax = inFlight }, time);

    [Fact]
    public async Task Get_Answered_BringsTheValues()
    {
        using ScriptedAgent agent = new(asked => asked.Echo());
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.GetAsync(agent.Target(), Three);
        Assert.Equal(SnmpFailure.None, reply.Failure);
        Assert.Equal(Three.Select((n, i) => new VarBind(n, SnmpValue.Integer32(i))), reply.VarBinds);
    }

    [Fact]
    public async Task Get_OverIPv6_BringsTheValues()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This system has no IPv6.");
        using ScriptedAgent agent = new(asked => asked.Echo(), IPAddress.IPv6Loopback);
        using SnmpClient client = NewClient();
        Assert.True((await client.GetAsync(agent.Target(), Three)).Succeeded);
    }

    [Fact]
    public async Task Get_WithoutAnswer_TimesOutAfterItsRetries()
    {
        using ScriptedAgent agent = new(_ => null);
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.GetAsync(agent.Target(timeoutMs: 400, retries: 2), Three);
        Assert.Equal(SnmpFailureKind.Timeout, reply.Failure.Kind);
        Assert.Equal(3, agent.Asked);
    }

    [Fact]
    public async Task Get_WithFirstMessageLost_IsAnsweredByTheRetry()
    {
        using ScriptedAgent agent = new(asked => asked.Count == 1 ? null : asked.Echo());
        using SnmpClient client = NewClient();
        Assert.True((await client.GetAsync(agent.Target(timeoutMs: 3000, retries: 5), Three)).Succeeded);
        Assert.Equal(1, client.Counters.Resent);
    }

    [Fact]
    public async Task Set_WithoutAnswer_IsNotSentAgain()
    {
        using ScriptedAgent agent = new(_ => null);
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.SetAsync(agent.Target(timeoutMs: 300, retries: 3), [new VarBind(Three[0], SnmpValue.Integer32(2))]);
        Assert.Equal(SnmpFailureKind.Timeout, reply.Failure.Kind);
        Assert.Equal(1, agent.Asked);
    }

    [Fact]
    public async Task Answer_WithWrongId_IsDroppedAndCounted()
    {
        using ScriptedAgent agent = new(asked => asked.Message(asked.RequestId ^ (1 << 20), 0, 0, asked.VarBinds));
        HeldTime time = new();
        using SnmpClient client = NewClient(time: time);
        SnmpTarget target = agent.Target();
        SnmpReply reply = await time.EndAsync(target, client.GetAsync(target, Three), () => client.Counters.Late > 0);
        Assert.Equal(SnmpFailureKind.Timeout, reply.Failure.Kind);
        Assert.Equal(1, client.Counters.Late);
    }

    [Fact]
    public async Task Answer_FromAnotherPort_IsNotBelieved()
    {
        using UdpClient other = new(new IPEndPoint(IPAddress.Loopback, 0));
        HeldTime time = new();
        using SnmpClient client = new(new SnmpClientOptions { Transport = _transport, LocalV4 = FreePort() }, time);
        IPEndPoint asker = client.Options.LocalV4;
        using ScriptedAgent agent = new(asked =>
        {
            other.Send(asked.Echo(), asker);
            return null;
        });
        SnmpTarget target = agent.Target();
        SnmpReply reply = await time.EndAsync(target, client.GetAsync(target, Three), () => client.Counters.Foreign > 0);
        Assert.Equal(SnmpFailureKind.ForeignAnswer, reply.Failure.Kind);
        Assert.Equal(1, client.Counters.Foreign);
    }

    [Fact]
    public async Task Answer_OfGarbage_IsAnErrorOfItsOwn()
    {
        using ScriptedAgent agent = new(_ => [1, 2, 3]);
        HeldTime time = new();
        using SnmpClient client = NewClient(time: time);
        SnmpTarget target = agent.Target();
        SnmpReply reply = await time.EndAsync(target, client.GetAsync(target, Three), () => client.Counters.Malformed > 0);
        Assert.Equal(SnmpFailureKind.MalformedAnswer, reply.Failure.Kind);
        Assert.Equal(1, client.Counters.Malformed);
    }

    [Fact]
    public async Task Answer_Duplicated_CountsOnceAndTheOtherIsLate()
    {
        byte[]? first = null;
        using ScriptedAgent agent = new(asked => asked.Count == 1 ? first = asked.Echo() : first);
        HeldTime time = new();
        using SnmpClient client = NewClient(time: time);
        SnmpTarget target = agent.Target();
        Assert.True((await client.GetAsync(target, Three)).Succeeded);
        Assert.Equal(SnmpFailureKind.Timeout, (await time.EndAsync(target, client.GetAsync(target, Three), () => client.Counters.Late > 0)).Failure.Kind);
        Assert.Equal(1, client.Counters.Late);
    }

    [Fact]
    public async Task Get_TooBigForTheAgent_IsHalvedUntilItFits()
    {
        using ScriptedAgent agent = new(asked => asked.VarBinds.Length > 2 ? asked.Error(SnmpErrorStatus.TooBig, 0) : asked.Echo());
        using SnmpClient client = NewClient();
        Oid[] names = [.. Enumerable.Range(1, 11).Select(i => Root.Append((uint)i))];
        SnmpReply reply = await client.GetAsync(agent.Target(), names);
        Assert.True(reply.Succeeded);
        Assert.Equal(names, reply.VarBinds.Select(v => v.Name));
        Assert.All(reply.VarBinds, v => Assert.Equal(SnmpType.Integer32, v.Value.Type));
    }

    [Fact]
    public async Task Get_OfMoreThanAMessageHolds_IsSplitBeforeSending()
    {
        using ScriptedAgent agent = new(asked => asked.Echo());
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.GetAsync(agent.Target(), [.. Enumerable.Range(1, 300).Select(i => Root.Append((uint)i, 70000))]);
        Assert.True(reply.Succeeded);
        Assert.Equal(300, reply.VarBinds.Length);
        Assert.InRange(agent.Asked, 4, 8);
    }

    [Fact]
    public async Task GetV1_OfAnObjectTheAgentLacks_StillBringsTheOthers()
    {
        using ScriptedAgent agent = new(asked => asked.VarBinds.ToList().FindIndex(v => v.Name == Three[1]) is >= 0 and var at ? asked.Error(SnmpErrorStatus.NoSuchName, at + 1) : asked.Echo());
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.GetAsync(agent.Target(SnmpCredentials.V1("public")), Three);
        Assert.True(reply.Succeeded);
        Assert.Equal([SnmpValue.Integer32(0), SnmpValue.NoSuchObject, SnmpValue.Integer32(1)], reply.VarBinds.Select(v => v.Value));
    }

    [Fact]
    public async Task Set_Refused_SaysWhichVariableAndWhy()
    {
        using ScriptedAgent agent = new(asked => asked.Error(SnmpErrorStatus.WrongValue, 2));
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.SetAsync(agent.Target(), [new VarBind(Three[0], SnmpValue.Integer32(1)), new VarBind(Three[1], SnmpValue.Integer32(9))]);
        Assert.Equal(new SnmpFailure(SnmpFailureKind.ErrorStatus, SnmpErrorStatus.WrongValue, 2), reply.Failure);
    }

    [Fact]
    public async Task Bulk_InV1_IsRefusedWithoutSending()
    {
        using ScriptedAgent agent = new(asked => asked.Echo());
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.GetBulkAsync(agent.Target(SnmpCredentials.V1("public")), 0, 10, [Root]);
        Assert.Equal(SnmpFailureKind.NotInThisVersion, reply.Failure.Kind);
        Assert.Equal(0, agent.Asked);
    }

    [Theory]
    [InlineData(SnmpVersion.V1)]
    [InlineData(SnmpVersion.V2c)]
    public async Task Walk_OfATree_ReadsAllOfItAndNothingBehind(SnmpVersion version)
    {
        Oid[] tree = [.. Enumerable.Range(1, 100).Select(i => Root.Append((uint)i, 0)), Oid.Parse("1.3.6.1.2.1.34.1")];
        using ScriptedAgent agent = new(asked =>
        {
            IEnumerable<VarBind> next = tree.Where(n => n > asked.VarBinds[0].Name).Take(version == SnmpVersion.V1 ? 1 : asked.Second).Select(n => new VarBind(n, SnmpValue.Integer32(1)));
            return asked.Answer([.. next]);
        });
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.WalkAsync(agent.Target(version == SnmpVersion.V1 ? SnmpCredentials.V1("public") : SnmpCredentials.V2c("public")), Root);
        Assert.True(reply.Succeeded);
        Assert.Equal(tree.SkipLast(1), reply.VarBinds.Select(v => v.Name));
    }

    [Fact]
    public async Task Walk_ThatGoesInCircles_Ends()
    {
        using ScriptedAgent agent = new(asked => asked.Answer(new VarBind(Root.Append(7), SnmpValue.Integer32(1))));
        using SnmpClient client = NewClient();
        SnmpReply reply = await client.WalkAsync(agent.Target(), Root);
        Assert.Equal(SnmpFailureKind.NotIncreasing, reply.Failure.Kind);
        Assert.Single(reply.VarBinds);
    }

    [Fact]
    public async Task Requests_MoreThanMayBeInFlight_WaitForTheirTurn()
    {
        using ScriptedAgent agent = new(asked => asked.Echo());
        using SnmpClient client = NewClient(inFlight: 3);
        SnmpTarget target = agent.Target(inFlight: 2);
        SnmpTarget second = agent.Target(inFlight: 2);
        SnmpReply[] replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => client.GetAsync(i % 2 == 0 ? target : second, Three)));
        Assert.All(replies, reply => Assert.True(reply.Succeeded, reply.Failure.Describe()));
        Assert.Equal(0, client.Counters.InFlight + client.Counters.Waiting);
    }

    [Fact]
    public async Task Request_Cancelled_EndsAtOnceAndFreesItsPlace()
    {
        using ScriptedAgent agent = new(_ => null);
        using SnmpClient client = NewClient();
        using CancellationTokenSource cancel = new();
        Task<SnmpReply> asking = client.GetAsync(agent.Target(timeoutMs: 60000), Three, cancel.Token);
        Assert.Equal(1, client.Counters.InFlight);
        await cancel.CancelAsync();
        Assert.Equal(SnmpFailureKind.Cancelled, (await asking).Failure.Kind);
        Assert.Equal(0, client.Counters.InFlight);
    }

    [Fact]
    public async Task Client_Closed_EndsWhatIsInFlightAndWhatWaits()
    {
        using ScriptedAgent agent = new(_ => null);
        SnmpClient client = NewClient();
        SnmpTarget target = agent.Target(timeoutMs: 60000, inFlight: 1);
        Task<SnmpReply>[] asking = [.. Enumerable.Range(0, 4).Select(_ => client.GetAsync(target, Three))];
        client.Dispose();
        Assert.All(await Task.WhenAll(asking), reply => Assert.Equal(SnmpFailureKind.Closed, reply.Failure.Kind));
        Assert.Equal(SnmpFailureKind.Closed, (await client.GetAsync(target, Three)).Failure.Kind);
    }

    [Fact]
    public async Task Sink_ThatThrows_DoesNotEndTheReceiving()
    {
        using ScriptedAgent agent = new(asked => asked.Echo());
        using SnmpClient client = NewClient();
        SnmpTarget target = agent.Target();
        using ThrowingSink sink = new();
        Assert.Equal(StartResult.Started, client.TryStart(target, PreparedRequest.Get(Three), sink, 1));
        Assert.True(sink.Called.Wait(5000));
        Assert.True((await client.GetAsync(target, Three)).Succeeded);
        Assert.Equal(1, client.Counters.Faults);
    }

    [Fact]
    public void Start_BeyondTheBounds_IsRefused()
    {
        using ScriptedAgent agent = new(_ => null);
        using SnmpClient client = NewClient(inFlight: 3);
        using ThrowingSink sink = new();
        SnmpTarget first = agent.Target(timeoutMs: 60000, inFlight: 2);
        SnmpTarget second = agent.Target(timeoutMs: 60000, inFlight: 2);
        PreparedRequest request = PreparedRequest.Get(Three);
        StartResult[] results = [.. new[] { first, first, first, second, second }.Select(t => client.TryStart(t, request, sink, 0, more: true))];
        Assert.Equal([StartResult.Started, StartResult.Started, StartResult.TargetBusy, StartResult.Started, StartResult.ClientBusy], results);
    }

    private sealed class ThrowingSink : IAnswerSink, IDisposable
    {
        public ManualResetEventSlim Called { get; } = new();

        public void OnAnswer(in SnmpAnswer answer)
        {
            Called.Set();
            throw new InvalidOperationException("A defect of the caller.");
        }

        public void OnFailure(SnmpTarget target, long tag, SnmpFailure failure) => Called.Set();

        public void Dispose() => Called.Dispose();
    }

    private static IPEndPoint FreePort()
    {
        using UdpClient probe = new(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)probe.Client.LocalEndPoint!;
    }
}

/// <summary>The framework's sockets.</summary>
public sealed class SnmpClientOnSocketsTests() : SnmpClientTests(SnmpTransport.Sockets);

/// <summary>Many datagrams with one system call.</summary>
public sealed class SnmpClientBatchedTests() : SnmpClientTests(SnmpTransport.Batched);

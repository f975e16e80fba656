using System.Net;
using PowerController.Snmp.Client;

namespace PowerController.Snmp.Agent;

public class DatagramHostTests
{
    private static readonly Oid Level = Shelf.Root.Append(4, 0);

    [Fact]
    public async Task Host_WithSeveralEndpoints_AnswersFromEach()
    {
        using DatagramHost host = new();
        using SnmpClient client = new();
        for (int i = 1; i <= 3; i++)
        {
            IPEndPoint served = host.Serve(new IPEndPoint(IPAddress.Parse($"127.0.7.{i}"), 0), new Shelf { Level = i }.NewAgent());
            SnmpReply reply = await client.GetAsync(new SnmpTarget(served, SnmpCredentials.V2c("reader")), Level);
            Assert.Equal(SnmpValue.Integer32(i), reply[Level]);
        }
    }

    [Fact]
    public async Task Host_OnIPv6_Answers()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "This system has no IPv6.");
        using DatagramHost host = new();
        using SnmpClient client = new();
        IPEndPoint served = host.Serve(new IPEndPoint(IPAddress.IPv6Loopback, 0), new Shelf().NewAgent());
        Assert.True((await client.GetAsync(new SnmpTarget(served, SnmpCredentials.V1("reader")), Level)).Succeeded);
    }

    [Fact]
    public async Task Host_WithOneSocketForManyAddresses_AnswersEachFromItsOwn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "One socket for many addresses needs Linux.");
        Dictionary<IPAddress, SnmpAgent> agents = [];
        for (int i = 1; i <= 50; i++) agents[IPAddress.Parse($"127.0.8.{i}")] = new Shelf { Level = i }.NewAgent();
        using DatagramHost host = new();
        using SnmpClient client = new();
        int port = host.ServeAddresses(0, address => agents.GetValueOrDefault(address)).Port;
        for (int i = 1; i <= 50; i++)
        {
            SnmpReply reply = await client.GetAsync(new SnmpTarget(new IPEndPoint(IPAddress.Parse($"127.0.8.{i}"), port), SnmpCredentials.V2c("reader")), Level);
            Assert.Equal(SnmpValue.Integer32(i), reply[Level]);
        }

        Assert.Equal(0, client.Counters.Foreign);
        SnmpTarget nobody = new(new IPEndPoint(IPAddress.Parse("127.0.8.99"), port), SnmpCredentials.V2c("reader")) { Timeout = TimeSpan.FromMilliseconds(200), Retries = 0 };
        Assert.Equal(SnmpFailureKind.Timeout, (await client.GetAsync(nobody, Level)).Failure.Kind);
    }

    [Fact]
    public async Task Walk_OfAnAgentWithSmallMessages_BringsEverything()
    {
        using DatagramHost host = new();
        using SnmpClient client = new();
        SnmpAgent agent = new Shelf { LargeBytes = 400 }.NewAgent(new AgentOptions { Communities = [new("reader")], MessageBytesMax = Limits.MessageBytesMin });
        SnmpTarget target = new(host.Serve(new IPEndPoint(IPAddress.Loopback, 0), agent), SnmpCredentials.V2c("reader"));
        SnmpReply walked = await client.WalkAsync(target, Shelf.Root);
        Assert.Equal(SnmpFailure.None, walked.Failure);
        Assert.Equal(Shelf.Layout.Objects.Select(o => o.Name), walked.VarBinds.Select(v => v.Name));
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using PowerController.Coordination.Membership;
using PowerController.Hosts.Network;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Hosts;

/// <summary>The ways of hosts over this machine's real sockets.</summary>
public sealed class UdpNetworkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly int _port = Places.FreeUdpPort();

    [Fact]
    public async Task Hosts_OnOneMachine_HearEachOtherAndAnOrderIsDone()
    {
        using var site = new LoopbackSite(2, 2, _port);
        var (leader, told) = site.Start("t1");
        var (standby, _) = site.Start("t2");
        var (_, obeyed) = site.Start("n1");
        site.Start("n2");

        Assert.True(await LoopbackSite.HearsAsync(leader, 3, Patience));
        Assert.True(await LoopbackSite.HearsAsync(standby, 3, Patience));
        Assert.True(await LoopbackSite.LeadsAsync(leader, Patience));
        leader.CarryOut(new OrderOsStop(new EffectId(new RunId(1, 1), 1), "n1", leader.Clock.Now + TimeSpan.FromSeconds(30), false, "trial"));

        Assert.True(await Until(() => told.Told.Any(one => one.Event is EffectDone)));
        Assert.Single(obeyed.Obeyed);
    }

    [Theory]
    [InlineData("127.0.3.1", "127.0.3.2")]
    [InlineData("0.0.0.0", "127.0.3.2")]
    public async Task Broadcast_ToHostsOnTheirAddressOrTheWildcard_ComesToAllOfThem(string one, string other)
    {
        using var first = new Ear(Plan(one, ["127.255.255.255"], []));
        using var second = new Ear(Plan(other, ["127.255.255.255"], []));
        if (one == "0.0.0.0")
            Assert.True(await Until(() => first.Problems.IsEmpty && second.Problems.IsEmpty));

        second.Network.Send(null, [1, 2, 3]);

        Assert.True(await Until(() => first.Heard.Any(heard => heard.Bytes is [1, 2, 3])), string.Join("; ", first.Problems.Concat(second.Problems)));
        Assert.Equal(Addresses(other), first.Heard.First().From.Host);
    }

    [Fact]
    public async Task List_WithoutABroadcast_ReachesEachByItself()
    {
        using var first = new Ear(Plan("127.0.3.1", [], ["127.0.3.2"]));
        using var second = new Ear(Plan("127.0.3.2", [], ["127.0.3.1"]));

        first.Network.Send(null, [7]);
        Assert.True(await Until(() => !second.Heard.IsEmpty));
        second.Network.Send(second.Heard.First().From, [8]);

        Assert.True(await Until(() => first.Heard.Any(heard => heard.Bytes is [8])));
    }

    [Fact]
    public async Task Address_ThatTheMachineDoesNotHave_IsSaidAndTheHostListensOnAllItHas()
    {
        using var lost = new Ear(Plan("203.0.113.7", [], []));
        using var other = new Ear(Plan("127.0.3.2", [], ["127.0.0.1"]));

        other.Network.Send(null, [9]);

        Assert.True(await Until(() => lost.Heard.Any(heard => heard.Bytes is [9])));
        Assert.True(await Until(() => lost.Problems.Any(problem => problem.Contains("does not have the address", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Port_ThatAnotherProgramHas_IsSaidAndTakenWhenItIsFree()
    {
        var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Parse("127.0.3.1"), _port));
        using var first = new Ear(Plan("127.0.3.1", [], []));
        using var second = new Ear(Plan("127.0.3.2", [], ["127.0.3.1"]));

        Assert.True(await Until(() => first.Problems.Any(problem => problem.Contains("another program has port", StringComparison.Ordinal))));
        taken.Dispose();

        Assert.True(await Until(() => first.Works.Any()));
        second.Network.Send(null, [5]);
        Assert.True(await Until(() => first.Heard.Any(heard => heard.Bytes is [5])));
    }

    [Fact]
    public async Task Host_OfBothFamilies_SpeaksAndHearsInBoth()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 && File.Exists("/proc/net/if_inet6"), "This machine has no IPv6.");
        using var host = new Ear(new NetworkPlan(IPAddress.Parse("::1"), _port, [], [IPAddress.Parse("127.0.3.2")]));
        using var other = new Ear(Plan("127.0.3.2", [], ["127.0.0.1"]));
        using var speaker = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);

        speaker.SendTo([4], new IPEndPoint(IPAddress.IPv6Loopback, _port));
        host.Network.Send(null, [6]);

        Assert.True(await Until(() => host.Heard.Any(heard => heard.Bytes is [4])));
        Assert.True(await Until(() => other.Heard.Any(heard => heard.Bytes is [6])));
    }

    private static UInt128 Addresses(string written) => ((UInt128)0xFFFF << 32) | (uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(IPAddress.Parse(written).GetAddressBytes()));

    private NetworkPlan Plan(string own, ImmutableArray<string> groups, ImmutableArray<string> list) =>
        new(IPAddress.Parse(own), _port, [.. groups.Select(group => IPAddress.Parse(group))], [.. list.Select(other => IPAddress.Parse(other))]);

    private static async Task<bool> Until(Func<bool> holds)
    {
        for (var left = Patience; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(20))
        {
            if (holds())
                return true;
            await Task.Delay(20);
        }

        return false;
    }

    /// <summary>A network with somebody who notes what comes.</summary>
    private sealed class Ear : INetworkListener, IDisposable
    {
        public Ear(NetworkPlan plan)
        {
            Network = new UdpNetwork(plan, TimeProvider.System);
            Network.Open(this);
        }

        public UdpNetwork Network { get; }

        public ConcurrentQueue<(NetAddress From, byte[] Bytes)> Heard { get; } = [];

        public ConcurrentQueue<string> Problems { get; } = [];

        public ConcurrentQueue<string> Works { get; } = [];

        public void Received(int lane, NetAddress from, ReadOnlySpan<byte> datagram) => Heard.Enqueue((from, datagram.ToArray()));

        public void PathChanged(string path, string? problem)
        {
            if (problem is null)
                Works.Enqueue(path);
            else
                Problems.Enqueue(problem);
        }

        public void Dispose() => Network.Dispose();
    }
}

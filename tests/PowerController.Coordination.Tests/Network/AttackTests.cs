using PowerController.Coordination.Keys;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Coordination.Tests.Orders;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Tests.Network;

/// <summary>Messages that must change nothing.</summary>
public sealed class AttackTests
{
    private static readonly NetAddress Elsewhere = new(99, 4000);

    [Fact]
    public void Recording_OfEverything_PlayedBackToEverybody_ChangesNothing()
    {
        var net = OrderTests.Quiet(1);
        OrderTests.Give(net, new RunJobs(OrderTests.Id(1), "n1", Model.Sites.JobTime.PowerOff, [], net["t1"].Clock + TimeSpan.FromSeconds(60), "x"));
        net.RunSeconds(5);
        var recorded = net.Recorded.ToList();
        AssertUnchanged(net, () =>
        {
            foreach (var (_, bytes) in recorded)
                net.Inject(Elsewhere, bytes);
        });
    }

    [Fact]
    public void Recording_OfAnOrder_PlayedToTheNodeAfterItsBoot_IsVoid()
    {
        var net = OrderTests.Quiet(2);
        OrderTests.Give(net, new OrderOsStop(OrderTests.Id(1), "n1", net["t1"].Clock + TimeSpan.FromSeconds(60), true, "x"));
        net.RunSeconds(2);
        var recorded = net.Recorded.ToList();
        net["n1"].Stop();
        net["t1"].Stop();
        net["t2"].Stop();
        // Its record is lost as well: only the number of its start tells the old order from a new one.
        var reborn = net.Add(net["n1"].Roster, "n1");
        net.RunSeconds(2);
        reborn.Start();
        net.RunSeconds(3);
        foreach (var (from, bytes) in recorded)
            net.Inject(from, bytes);
        net.RunSeconds(30);

        Assert.Empty(reborn.Obeyed);
        Assert.DoesNotContain(reborn.State.Peers, peer => peer.Alive);
    }

    [Fact]
    public void Recording_FromBeforeTheHearersStart_IsVoidAfterIt()
    {
        var net = OrderTests.Quiet(7);
        var (t1, n1) = (net["t1"], net["n1"]);
        n1.Do(new NodeSays(n1.Clock, new NodeWord(AgentWord.ClusterStopping, n1.OsBoot, default, ClusterWord.Stopping, null)));
        net.RunSeconds(5);
        n1.Do(new NodeSays(n1.Clock, new NodeWord(AgentWord.ClusterStopped, n1.OsBoot, default, ClusterWord.Stopped, null)));
        net.RunSeconds(1);
        var recorded = net.Recorded.Where(one => one.From == n1.Address).ToList();
        t1.Stop();
        t1.Start(reboot: false);
        net.RunSeconds(10);
        var heard = t1.Told.Count;
        foreach (var (from, bytes) in recorded)
            net.Inject(from, bytes);
        net.RunSeconds(3);

        Assert.DoesNotContain(t1.Told.Skip(heard), told => told is NodeReported { Node: "n1", Word: not AgentWord.ClusterStopped });
    }

    [Fact]
    public void Site_OnTheSameSegment_IsNotHeard()
    {
        var net = OrderTests.Quiet(3);
        foreach (var name in new[] { "t1", "n1" })
        {
            // The same names and the same key, another site; and the same site with another key.
            net.Add(SampleSite.Roster(2, 3, name: "next door"), name).Start();
            net.Add(net["t1"].Roster, name, key: 9).Start();
        }

        var before = net["t1"].State.Term;
        net.RunSeconds(30);

        Assert.True(net["t1"].Leads);
        Assert.Equal(before, net["n1"].Term);
        Assert.True(net["t1"].Station!.Counts[DropKind.OtherKey] > 20);
        Assert.DoesNotContain(net["t1"].Facts, fact => fact is NameTwice);
    }

    [Fact]
    public void Node_PosingAsATerminal_ChangesNothing()
    {
        var net = OrderTests.Quiet(4);
        var n1 = net["n1"];
        var roster = n1.Roster;
        using var keys = new SiteKeys(n1.GroupKey, roster);
        var state = n1.State;
        var t1 = state.Peers[roster.Find("t1")].Current!;
        // It has the group key, the terminal's present start, and its neighbour's: all but the terminal's own key.
        var writers = new[]
        {
            new DatagramWriter(roster, "t1", t1.Boot, keys, null),
            new DatagramWriter(roster, "t1", t1.Boot, keys, new QuickSigningKey("n1")),
            new DatagramWriter(roster, "t1", t1.Boot + 1000, keys, new QuickSigningKey("n1")),
            new DatagramWriter(roster, "n1", state.Boot + 1, keys, null),
        };
        var term = state.Term + 640;
        var n2 = net["n2"];
        AssertUnchanged(net, () =>
        {
            foreach (var writer in writers)
            {
                for (var count = 0; count < 300; count++)
                {
                    Forge(net, writer, new Order(term, n2.State.Entry.NameCode, n2.State.Boot, new OrderOsStop(OrderTests.Id(50), "n2", TimeSpan.Zero, true, "x")));
                    Forge(net, writer, new Heartbeat(term, count == 299, 9, "x", new TerminalWord(true, true, 0, 0), null, [],
                        [new ParcelOffer(ParcelKind.Configuration, 1, 99, 100)], [new Echo(n2.State.Entry.NameCode, n2.State.Boot)]));
                }
            }
        });
        // Counters that the terminal has used itself are found out before the signature is looked at.
        Assert.True(n2.Station!.Counts[DropKind.Unsigned] >= 500);
        Assert.True(n2.Station.Counts[DropKind.WrongSignature] >= 1000);
    }

    [Fact]
    public void Node_ThatLiesAboutTheTerm_CanNotMakeTermsRunOut()
    {
        var net = OrderTests.Quiet(5);
        using var keys = new SiteKeys(net["n1"].GroupKey, net["n1"].Roster);
        var bootOfN1 = net["n1"].State.Boot;
        net["n1"].Stop();
        var liar = new DatagramWriter(net["t1"].Roster, "n1", bootOfN1 + 1, keys, null);
        var before = net["t1"].State.Term;
        for (var second = 0; second < 60; second++)
        {
            Forge(net, liar, new Heartbeat(second % 2 == 0 ? long.MaxValue : net["t1"].State.Term + 64 * Limits.EpochJump, false, 0, "", null, null, [], [],
                [new Echo(net["t1"].State.Entry.NameCode, net["t1"].State.Boot), new Echo(net["t2"].State.Entry.NameCode, net["t2"].State.Boot)]));
            net.RunSeconds(1);
        }

        Assert.Single(net.Hosts, host => host.Leads);
        Assert.InRange((net["t1"].State.Term - before) / 64, 0, 12 * (Limits.EpochJump + 2));
    }

    [Fact]
    public void Agent_OfANewerProtocol_IsAClearStateAndNoActionIsTaken()
    {
        var net = OrderTests.Quiet(6);
        using var keys = new SiteKeys(net["n1"].GroupKey, net["n1"].Roster);
        var writer = new DatagramWriter(net["n1"].Roster, "n1", net["n1"].State.Boot + 1, keys, null);
        var buffer = new byte[Limits.DatagramBytes];
        var datagram = buffer[..writer.Seal([1, 2, 3], buffer)];
        datagram[Datagram.VersionAt] = 9;
        keys.Gate(datagram.AsSpan(0, datagram.Length - Datagram.GateBytes), datagram.AsSpan(datagram.Length - Datagram.GateBytes));
        net["n1"].Stop();
        for (var count = 0; count < 5; count++)
            net.Inject(Elsewhere, datagram);
        net.RunSeconds(1);

        Assert.Equal(new NewerProtocol("n1", 9), Assert.Single(net["t1"].Facts, fact => fact is NewerProtocol));
        Assert.Contains("version 9", HostView.Of(net["t1"].State).Single(view => view.Host == "n1").State, StringComparison.Ordinal);
        Assert.Equal(5, net["t1"].Station!.Counts[DropKind.NewerProtocol]);
    }

    [Fact]
    public void Terminal_WithRealKeys_IsObeyedAndAnotherKeyOfTheSameNameIsNot()
    {
        var roster = SampleSite.Roster(1, 1);
        var own = TerminalKeys.New("t1", Sealing.SealTests.Bytes(48, 1), DateTimeOffset.UnixEpoch);
        var other = TerminalKeys.New("t1", Sealing.SealTests.Bytes(48, 2), DateTimeOffset.UnixEpoch);
        using var keys = new SiteKeys(new byte[32], roster);
        var pinned = PinnedKeys.None.With(own).For(roster);
        var node = new Station(HostState.Of(roster, Timing.Default, "n1", 5, TimeSpan.Zero, 0, null), new DatagramReader(roster, [keys], pinned), new DatagramWriter(roster, "n1", 5, keys, null));
        var order = new Order(roster.Entries[roster.Find("t1")].Slot + 64, node.State.Entry.NameCode, 5, new RebootNode(OrderTests.Id(1), "n1", "x"));

        Assert.Null(node.Receive(TimeSpan.Zero, Elsewhere, Sealed(roster, keys, other, order)));
        Assert.Equal(1, node.Counts[DropKind.WrongSignature]);
        var taken = node.Receive(TimeSpan.Zero, Elsewhere, Sealed(roster, keys, own, order))!;
        Assert.Contains(taken.Outputs, output => output is Obey);
    }

    private static byte[] Sealed(Roster roster, SiteKeys keys, TerminalKeys own, Message message)
    {
        using var signing = own.Signing();
        return Bytes(new DatagramWriter(roster, "t1", 77, keys, signing), message);
    }

    private static void Forge(SimulatedNetwork net, DatagramWriter writer, Message message) => net.Inject(Elsewhere, Bytes(writer, message));

    private static byte[] Bytes(DatagramWriter writer, Message message)
    {
        var bytes = new byte[Limits.MessageBytes];
        var datagram = new byte[Limits.DatagramBytes];
        return datagram[..writer.Seal(bytes.AsSpan(0, MessageCodec.Write(message, TimeSpan.Zero, bytes)), datagram)];
    }

    private static void AssertUnchanged(SimulatedNetwork net, Action attack)
    {
        var before = Picture(net);
        attack();
        net.RunSeconds(30);

        Assert.Equal(before, Picture(net));
    }

    private static string Picture(SimulatedNetwork net) => string.Join('\n', net.Hosts.Select(host =>
        $"{host.Name} leads {host.Leads} term {host.Term} obeyed {host.Obeyed.Count} stops {host.State.Desk?.Stops} configurations {host.Configurations.Count} "
        + $"facts {host.Facts.Count} {string.Join(',', host.Told.Where(told => told is not NodeReported).Select(told => told.GetType().Name))}"));
}

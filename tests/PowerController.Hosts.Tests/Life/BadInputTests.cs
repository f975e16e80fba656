using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Hosts.Tests.Life;

/// <summary>What is wrong on a site's network has a clear state and no effect.</summary>
public sealed class BadInputTests
{
    [Fact]
    public void Hosts_OfTwoSitesOnOneSegment_DoNotHearEachOther()
    {
        using var site = new TrialSite();
        using var other = new TrialSite(name: "other", terminals: 2) { Time = site.Time, Wire = site.Wire };
        var (terminal, told) = site.Begin("t1");
        var (foreign, _) = other.Begin("t2");
        var (node, _) = other.Begin("n1");

        Pass(site, other);

        Assert.True(terminal.State.Lead!.Leads);
        Assert.True(foreign.State.Lead!.Leads);
        Assert.True(terminal.Counts[DropKind.OtherKey] > 10);
        Assert.All(HostView.Of(terminal.State).Where(view => view.Host != "t1"), view => Assert.Equal("never heard", view.State));
        Assert.DoesNotContain(told.Told, happened => happened is NodeReported);
        Assert.NotEqual(default, node.State.Boot);
    }

    [Fact]
    public void Host_WithACopyOfTheGroupKeyAndTheWrongTerminalKey_IsNotObeyed()
    {
        using var site = new TrialSite();
        // Its own pinned keys know its own key; nobody else's do.
        using var thief = new TrialSite { Time = site.Time, Wire = site.Wire };
        File.Copy(Path.Combine(site.Keys, "secrets", "group-key"), Path.Combine(thief.Keys, "secrets", "group-key"), overwrite: true);
        var (node, obeyed) = site.Begin("n1");
        var (posing, _) = thief.Begin("t1");
        node.NodeSays(new NodeWord(AgentWord.Up, 1, default, ClusterWord.Normal, null));
        Pass(site, thief);

        posing.CarryOut(new OrderOsStop(new EffectId(new RunId(1, 1), 1), "n1", site.Time.Now + TimeSpan.FromSeconds(30), true, "mischief"));
        Pass(site, thief);

        Assert.Empty(obeyed.Obeyed);
        Assert.True(node.Counts[DropKind.WrongSignature] > 0);
        Assert.Contains(HostView.Of(node.State), view => view is { Host: "t1", State: "never heard" });
    }

    [Fact]
    public void TwoHosts_OfOneName_AreSaidAndTheFirstIsBelieved()
    {
        using var site = new TrialSite();
        var (terminal, told) = site.Begin("t1");
        var (first, _) = site.Begin("n1");
        first.NodeSays(new NodeWord(AgentWord.Up, first.SystemStart, default, ClusterWord.Normal, null));
        site.Pass(TimeSpan.FromSeconds(8));

        var (second, secondTold) = site.Begin("n1", site.PlanOf("n1") with { State = Path.Combine(site.Root, "second") });
        second.NodeSays(new NodeWord(AgentWord.OsStopping, second.SystemStart, default, ClusterWord.Stopped, null));
        site.Pass(TimeSpan.FromSeconds(8));

        Assert.Contains(HostView.Of(terminal.State), view => view.Host == "n1" && view.State.StartsWith("two hosts have this name", StringComparison.Ordinal));
        Assert.Contains(told.Facts, fact => fact is NameTwice { Host: "n1" });
        Assert.Contains(secondTold.Facts, fact => fact is OwnNameTaken);
        Assert.DoesNotContain(told.Told, happened => happened is NodeReported { Word: AgentWord.OsStopping });
    }

    [Fact]
    public void Hosts_WhoseClocksDifferByDays_WorkTogether()
    {
        using var site = new TrialSite();
        var (terminal, _) = site.Begin("t1");
        var opened = site.PlanOf("n1").Open(new HostClock(new ShiftedTime(site.Time, TimeSpan.FromDays(-9)), TimeSpan.FromDays(400)), site.Wire.Join());
        using var node = opened.Host!;
        var sides = new NotedSides();
        node.Begin(null, sides);
        node.NodeSays(new NodeWord(AgentWord.Up, node.SystemStart, default, ClusterWord.Normal, null));
        for (var step = 0; step < 160; step++)
        {
            site.Pass(TimeSpan.FromMilliseconds(50));
            node.Turn();
        }

        terminal.CarryOut(new TellDeadlines(new EffectId(new RunId(1, 1), 1), "n1", site.Time.Now + TimeSpan.FromSeconds(2), site.Time.Now + TimeSpan.FromSeconds(4), "mains failed"));
        for (var step = 0; step < 120; step++)
        {
            site.Pass(TimeSpan.FromMilliseconds(50));
            node.Turn();
        }

        Assert.Equal([OwnDeadline.ClusterStop, OwnDeadline.OsStop], sides.Deadlines.Select(came => came.Deadline));
    }

    [Fact]
    public void Agent_OfANewerProtocol_IsSaidAndNotActedOn()
    {
        using var site = new TrialSite();
        var (terminal, told) = site.Begin("t1");
        site.Pass(TimeSpan.FromSeconds(7));
        var plan = site.PlanOf("n1");
        var roster = PowerController.Coordination.Membership.Roster.Of(site.Site, out _)!;
        using var keys = KeyFiles.Read(KeyPlaces.Of(site.Site, site.Keys), roster, "n1").Keys!.For(roster);
        var writer = new DatagramWriter(roster, plan.Host, 1_000_000, keys.Present, null);
        var datagram = new byte[Coordination.Limits.DatagramBytes];
        var length = writer.Seal(new byte[40], datagram);
        datagram[2] = 2;
        // The gate of the next version is made as this one's: whoever has the key can make it.
        SetGate(site, datagram.AsSpan(0, length));

        site.Wire.Inject(datagram[..length]);
        site.Settle();

        Assert.Contains(told.Facts, fact => fact is NewerProtocol { Host: "n1", Version: 2 });
        Assert.Contains(HostView.Of(terminal.State), view => view.Host == "n1" && view.State.StartsWith("speaks version 2", StringComparison.Ordinal));
        Assert.DoesNotContain(told.Told, happened => happened is NodeReported);
    }

    private static void SetGate(TrialSite site, Span<byte> datagram)
    {
        var secret = PowerController.Coordination.Keys.GroupKeys.Read(File.ReadAllText(Path.Combine(site.Keys, "secrets", "group-key"))).Keys!.Present.Secret.ToArray();
        var root = System.Security.Cryptography.HKDF.DeriveKey(System.Security.Cryptography.HashAlgorithmName.SHA256, secret, 32, [], System.Text.Encoding.UTF8.GetBytes($"powercontroller 1 site {site.Site.Name}"));
        var gate = System.Security.Cryptography.HKDF.DeriveKey(System.Security.Cryptography.HashAlgorithmName.SHA256, root, 32, [], "gate"u8.ToArray());
        System.Security.Cryptography.HMACSHA256.HashData(gate, datagram[..^8]).AsSpan(0, 8).CopyTo(datagram[^8..]);
    }

    private static void Pass(TrialSite one, TrialSite other)
    {
        for (var step = 0; step < 240; step++)
        {
            one.Pass(TimeSpan.FromMilliseconds(50));
            other.Settle();
        }
    }

    /// <summary>The same time, by a wall clock that is set wrong.</summary>
    private sealed class ShiftedTime(ManualTime time, TimeSpan by) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + by;
    }
}

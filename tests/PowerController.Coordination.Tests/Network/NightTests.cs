namespace PowerController.Coordination.Tests.Network;

/// <summary>Whole sites over a bad network, from seeds: first that nothing wrong happens, then that things get well again.</summary>
public sealed class NightTests(ITestOutputHelper output)
{
    private const int FreshSeeds = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(185450)]
    [InlineData(349684)]
    [InlineData(624827)]
    public void Night_OfAPinnedSeed_KeepsEveryRule(int seed) => Play(seed);

    [Fact]
    public void Night_OfFreshSeeds_KeepsEveryRule()
    {
        var first = Random.Shared.Next(1_000_000);
        output.WriteLine($"seeds {first} to {first + FreshSeeds - 1}");
        for (var seed = first; seed < first + FreshSeeds; seed++)
            Play(seed);
    }

    private void Play(int seed)
    {
        var random = new Random(seed);
        var among = random.Next(2) == 0;
        var terminals = random.Next(1, 5);
        var roster = SampleSite.Roster(terminals, random.Next(Math.Max(2, terminals), 9), among);
        var net = SimulatedNetwork.Of(roster, seed);
        var night = new ClusterNight(net);
        net.RunSeconds(12);

        for (var round = 0; round < 25; round++)
        {
            Disturb(net, random);
            for (var orders = random.Next(3); orders > 0; orders--)
                night.Order($"n{random.Next(1, roster.Entries.Count(entry => entry.Node is not null) + 1)}");
            if (random.Next(3) == 0)
                Replay(net, random);
            net.RunSeconds(random.NextDouble() * 8);
            night.Look();
        }

        Assert.True(night.Violations.Count == 0, $"seed {seed}: {string.Join("; ", night.Violations.Take(5))}");
        Recover(net, night, seed);
    }

    // Faults off, and the lead given back by then: one leader, known to everybody, and every order done.
    private void Recover(SimulatedNetwork net, ClusterNight night, int seed)
    {
        net.Weather = Weather.Fine;
        net.Heal();
        foreach (var host in net.Hosts.Where(host => !host.Up))
            host.Start();
        net.RunSeconds(90);
        night.Look();

        var leaders = net.Hosts.Where(host => host.Leads).ToList();
        Assert.True(night.Violations.Count == 0, $"seed {seed}: {string.Join("; ", night.Violations.Take(5))}");
        Assert.True(leaders.Count == 1, $"seed {seed}: {leaders.Count} lead: {string.Join(", ", leaders.Select(host => host.Name))}");
        Assert.All(net.Hosts, host => Assert.True(host.Term == leaders[0].Term, $"seed {seed}: {host.Name} knows of term {host.Term}, the leader has {leaders[0].Term}"));
        Assert.False(night.HasOpenOrders, $"seed {seed}: orders are still open");
        output.WriteLine($"seed {seed}: {net.Hosts.Count} hosts, {night.Takeovers} terms, {night.OrdersDone} orders done");
    }

    private static void Disturb(SimulatedNetwork net, Random random)
    {
        var victim = net.Hosts[random.Next(net.Hosts.Count)];
        switch (random.Next(8))
        {
            case 0:
                victim.Stop();
                break;
            case 1 when !victim.Up:
                victim.Start();
                break;
            case 2 when victim.Up:
                victim.Stop();
                victim.Start(reboot: random.Next(2) == 0);
                break;
            case 3:
                net.Isolate([.. net.Hosts.Where(_ => random.Next(2) == 0).Select(host => host.Name)]);
                break;
            case 4:
                net.Heal();
                break;
            case 5:
                net.Weather = Weather.Foul;
                break;
            case 6:
                net.Weather = Weather.Fine;
                break;
            case 7:
                net.ForgetJournal(victim.Name);
                break;
        }
    }

    private static void Replay(SimulatedNetwork net, Random random)
    {
        for (var count = 0; count < 20; count++)
        {
            var (from, bytes) = net.Recorded[random.Next(net.Recorded.Count)];
            net.Inject(from, bytes);
        }
    }
}

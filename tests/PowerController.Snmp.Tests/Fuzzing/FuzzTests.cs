using System.Net;
using PowerController.Snmp.Client;

namespace PowerController.Snmp.Fuzzing;

public class FuzzTests
{
    // A fresh seed on every run, or the one of a run that is to be repeated.
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("POWERCONTROLLER_SEED"), out int seed) ? seed : Random.Shared.Next();

    [Fact]
    public void AgentAndListener_GivenBrokenMessages_StayWell()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        MessageMutator mutator = new(Seed);
        FuzzTargets targets = new();
        for (int i = 0; i < 30_000; i++)
        {
            byte[] message = mutator.Next();
            string? wrong = targets.Try(message);
            Assert.True(wrong is null, $"POWERCONTROLLER_SEED={Seed}, message {i}: {Convert.ToHexString(message)}\n{wrong}");
        }

        // Otherwise the messages would have been too broken to try anything.
        Assert.True(targets.Agent.Answered > 1500, targets.Agent.ToString());
        Assert.True(targets.Listener.Notifications > 100, targets.Listener.ToString());
        Assert.True(targets.Slowest < TimeSpan.FromSeconds(5), $"One message took {targets.Slowest}.");
    }

    [Fact]
    public void AgentAndListener_GivenEveryTruncation_StayWell()
    {
        MessageMutator mutator = new(Seed);
        FuzzTargets targets = new();
        for (int i = 0; i < 40; i++)
        {
            byte[] good = mutator.Good();
            for (int length = 0; length <= good.Length; length++)
            {
                string? wrong = targets.Try(good[..length]);
                Assert.True(wrong is null, $"POWERCONTROLLER_SEED={Seed}: {Convert.ToHexString(good.AsSpan(0, length))}\n{wrong}");
            }
        }
    }

    [Fact]
    public async Task Client_GivenBrokenAnswers_GoesOnAskingOthers()
    {
        MessageMutator mutator = new(Seed);
        using ScriptedAgent broken = new(_ => mutator.Next());
        using ScriptedAgent sound = new(asked => asked.Echo());
        using SnmpClient client = new();
        Oid name = Oid.Parse("1.3.6.1.2.1.1.5.0");
        SnmpTarget target = broken.Target(timeoutMs: 50, inFlight: 64);
        Task<SnmpReply>[] asked = [.. Enumerable.Range(0, 500).Select(_ => client.GetAsync(target, name))];
        SnmpReply[] replies = await Task.WhenAll(asked);
        Assert.All(replies, r => Assert.False(r.Succeeded));
        Assert.True((await client.GetAsync(sound.Target(), name)).Succeeded, $"POWERCONTROLLER_SEED={Seed}");
        Assert.Equal(0, client.Counters.InFlight);
    }
}

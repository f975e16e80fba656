using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Tests.Network;

namespace PowerController.Coordination.Tests.Sealing;

public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Datagrams = 30_000;

    /// <summary>Anything may arrive: real datagrams with bytes changed, cut, joined; and noise.</summary>
    [Fact]
    public void Station_GivenMutatedDatagrams_TakesNoneThrowsNothingAndKeepsItsMemory()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var net = SimulatedNetwork.Of(SampleSite.Roster(2, 3), seed);
        net.RunSeconds(20);
        var station = net["n1"].Station!;
        var before = station.State;
        var taken = station.Counts.Taken;
        var clock = net["n1"].Clock;
        var mutant = new byte[3000];

        Mutate(Datagrams / 10);
        var memory = GC.GetAllocatedBytesForCurrentThread();
        Mutate(Datagrams);
        memory = GC.GetAllocatedBytesForCurrentThread() - memory;

        Assert.Equal(taken, station.Counts.Taken);
        Assert.Same(before, station.State);
        Assert.True(memory < Datagrams, $"{memory} bytes were allocated for {Datagrams} datagrams");

        void Mutate(int count)
        {
            for (; count > 0; count--)
            {
                var length = DatagramMutation.Next(random, net.Recorded, mutant);
                station.Receive(clock, default, mutant.AsSpan(0, length));
            }
        }
    }

    [Fact]
    public void Message_OfAnyBytes_IsReadWithoutThrowing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        Span<byte> bytes = stackalloc byte[300];
        for (var count = 0; count < 200_000; count++)
        {
            random.NextBytes(bytes);
            bytes[0] = (byte)random.Next(9);
            MessageCodec.Read(bytes[..random.Next(bytes.Length)], TimeSpan.Zero);
        }
    }
}

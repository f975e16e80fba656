using System.Diagnostics;
using PowerController.Benchmarks.Snmp;
using PowerController.Snmp.Fuzzing;

namespace PowerController.Benchmarks.Fuzzing;

/// <summary>Gives agent and listener broken messages for as long as wanted; ends at once when one does harm, with what is needed to see it again.</summary>
internal static class SnmpFuzz
{
    // So many messages at a time share one seed: a find is repeated within a second.
    private const int PerSeed = 20_000;

    public static int Run(string[] words)
    {
        Arguments arguments = new(words);
        TimeSpan end = TimeSpan.FromSeconds(arguments.Number("seconds", 60));
        int seed = arguments.Number("seed", Random.Shared.Next());
        int first = seed;
        long start = Stopwatch.GetTimestamp();
        long tried = 0;
        TimeSpan slowest = TimeSpan.Zero;
        long largest = 0;
        do
        {
            MessageMutator mutator = new(seed);
            FuzzTargets targets = new();
            for (int i = 0; i < PerSeed; i++, tried++)
            {
                byte[] message = mutator.Next();
                if (targets.Try(message) is not { } wrong) continue;
                Console.WriteLine($"found after {tried:N0} messages: --seed {seed}, message {i}: {Convert.ToHexString(message)}\n{wrong}");
                return 1;
            }

            slowest = targets.Slowest > slowest ? targets.Slowest : slowest;
            largest = Math.Max(largest, targets.LargestAllocation);
            seed = unchecked(seed + 1);
        }
        while (Stopwatch.GetElapsedTime(start) < end);

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"fuzz-snmp: {tried:N0} messages to agent and listener in {seconds:F0} s (seeds {first} to {unchecked(seed - 1)}), nothing found; slowest {slowest.TotalMilliseconds:F1} ms, most allocated for one {largest:N0} bytes, {GC.GetTotalMemory(forceFullCollection: true) / 1024:N0} KB live at the end");
        return 0;
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Benchmarks.Simulation;

/// <summary>How many nights a core plays in a second, what an event costs, and what a reading costs that changes nothing.</summary>
internal static class SimulationBenchmarks
{
    private const long UsualNights = 5_000;
    private const int Rounds = 5;

    /// <summary>Until the runtime has compiled all of it a last time: before that a third of the time is the compiler's.</summary>
    private const long NightsToWarm = 6_000;

    private const int Readings = 5_000_000;

    /// <summary>What the four-node example has to reach, in nights a second and core.</summary>
    private const double Goal = 1_000;

    /// <param name="arguments">How many nights, and the name of one site; without them the usual number, and every example.</param>
    public static int Run(string[] arguments)
    {
        var nights = arguments is [var count, ..] && long.TryParse(count, CultureInfo.InvariantCulture, out var asked) ? asked : UsualNights;
        var only = arguments is [_, var name] ? name : null;
        Console.WriteLine("Nights on one core; a night goes from an outage until everything runs again. Times are processor time of this process: on a busy machine it is longer, as caches are shared.");
        Console.WriteLine($"The nights are played in {Rounds} rounds, after {NightsToWarm} others: of their speeds the worst, the middle one and the best.");
        Console.WriteLine($"The goal of {Goal:0} nights a second is for {ExampleSites.TerminalApart.Name}, the example with four nodes, with faults.");
        Console.WriteLine("site                    faults   nights/s: worst middle  best   of the goal   events/night   ns/event   bytes/event   of it deciding");
        foreach (var site in ExampleSites.All.Where(site => only is null || string.Equals(site.Name, only, StringComparison.Ordinal)))
        {
            NightRun.Play(Wanted(site, FaultLevel.Many, NightsToWarm) with { From = 1_000_000 }, TimeProvider.System);
            foreach (var faults in Enum.GetValues<FaultLevel>())
                Nights(site, faults, nights);
        }

        Console.WriteLine();
        Reading();
        return 0;
    }

    private static void Nights(Site site, FaultLevel faults, long nights)
    {
        var deciding = 0L;
        Decision Timed(SiteState state, PowerEvent happened)
        {
            var began = Stopwatch.GetTimestamp();
            var decision = Decider.Decide(state, happened);
            deciding += Stopwatch.GetTimestamp() - began;
            return decision;
        }

        var wanted = Wanted(site, faults, Math.Max(1, nights / Rounds));
        var rounds = Enumerable.Range(0, Rounds).Select(round => Spent(() => NightRun.Play(wanted with { From = 1 + (ulong)(round * wanted.Seeds) }, TimeProvider.System))).ToArray();
        var timed = NightRun.Play(wanted with { Decide = Timed }, TimeProvider.System);
        var speeds = rounds.Select(round => round.Result.Played / round.Spent.TotalSeconds).Order().ToArray();
        var (played, events) = (rounds.Sum(round => round.Result.Played), (double)rounds.Sum(round => round.Result.Events));
        var middle = speeds[Rounds / 2];
        var ofGoal = ReferenceEquals(site, ExampleSites.TerminalApart) ? string.Create(CultureInfo.InvariantCulture, $"{middle / Goal:0.00}") : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{site.Name,-22} {faults,7} {speeds[0],16:0} {middle,6:0} {speeds[^1],5:0} {ofGoal,13} {events / played,14:0} {rounds.Sum(round => round.Spent.TotalNanoseconds) / events,10:0} {rounds.Sum(round => round.Bytes) / events,13:0} {Stopwatch.GetElapsedTime(0, deciding) / timed.Took,15:0%}"));
    }

    private static NightsWanted Wanted(Site site, FaultLevel faults, long nights) =>
        new([new Ground(site)], 1, nights, faults, Decider.Decide) { Cores = 1 };

    private static void Reading()
    {
        var ground = new Ground(ExampleSites.TerminalApart);
        var reading = new Reading(OutputSource.Mains, Conditions.None, new(100), TimeSpan.FromMinutes(30), new(30), new(250), new(100), null, new(100), null, null, new(25));
        var state = Decider.Decide(ground.Beginning, new UpsRead(TimeSpan.FromSeconds(1), "UPS1", reading)).State;
        ImmutableArray<UpsRead> reads = [.. Enumerable.Range(2, 64).Select(second => new UpsRead(TimeSpan.FromSeconds(second), "UPS1", reading))];
        var same = 0;
        var (spent, bytes, _) = Spent(() =>
        {
            for (var at = 0; at < Readings; at++)
                same += ReferenceEquals(Decider.Decide(state, reads[at & 63]).State, state) ? 1 : 0;
            return same;
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"A reading that changes nothing: {spent.TotalNanoseconds / Readings:0} ns and {bytes / (double)Readings:0.##} bytes; {same} of {Readings} gave the same state back."));
    }

    private static (TimeSpan Spent, long Bytes, T Result) Spent<T>(Func<T> work)
    {
        using var process = Process.GetCurrentProcess();
        var (began, allocated) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
        var result = work();
        process.Refresh();
        return (process.TotalProcessorTime - began, GC.GetTotalAllocatedBytes(precise: true) - allocated, result);
    }
}

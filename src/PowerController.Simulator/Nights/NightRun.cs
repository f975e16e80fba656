using System.Collections.Immutable;
using PowerController.Simulator.Chance;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Nights;

/// <summary>Many nights to play: seed after seed, the sites taking turns.</summary>
/// <param name="Seeds">How many; with a budget it may be fewer.</param>
/// <param name="Cores">How many at once; null for all the machine has.</param>
/// <param name="Budget">No new nights are begun after this time.</param>
public sealed record NightsWanted(ImmutableArray<Ground> Grounds, ulong From, long Seeds, FaultLevel Faults, DecisionCore Decide)
{
    public int? Cores { get; init; }

    public TimeSpan? Budget { get; init; }

    /// <summary>Hosts speak by the real coordination; such nights cost some hundred times as much.</summary>
    public bool RealCoordination { get; init; }

    /// <summary>Stop soon after the first violation.</summary>
    public bool StopAtViolation { get; init; }

    /// <summary>The site of a seed.</summary>
    public Ground GroundOf(ulong seed) => Grounds[(int)(seed % (ulong)Grounds.Length)];
}

/// <param name="Hash">Equal for equal nights, whatever the number of cores.</param>
/// <param name="Violations">By seed; the first few.</param>
public sealed record NightsReport(
    long Played, long Events, TimeSpan Took, TimeSpan Simulated, ulong Hash, ImmutableArray<NightResult> Violations, long ViolationCount, Coverage Coverage)
{
    public double PerSecond => Took > TimeSpan.Zero ? Played / Took.TotalSeconds : 0;
}

/// <summary>Plays nights on all cores.</summary>
public static class NightRun
{
    /// <summary>Seeds that one core takes at a time: enough to make the taking cheap, few enough to end together.</summary>
    private const int Batch = 32;

    public static NightsReport Play(NightsWanted wanted, TimeProvider time, Action<long>? progress = null, CancellationToken cancel = default)
    {
        var began = time.GetTimestamp();
        var sum = new Sum();
        long next = 0;
        var workers = Math.Max(1, wanted.Cores ?? Environment.ProcessorCount);
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            var mine = new Sum();
            while (!cancel.IsCancellationRequested && !(wanted.StopAtViolation && sum.AnyViolation)
                && !(wanted.Budget is { } budget && time.GetElapsedTime(began) >= budget))
            {
                var first = Interlocked.Add(ref next, Batch) - Batch;
                if (first >= wanted.Seeds)
                    break;
                for (var at = first; at < Math.Min(first + Batch, wanted.Seeds); at++)
                {
                    var seed = wanted.From + (ulong)at;
                    mine.Add(Night.Play(wanted.GroundOf(seed), seed, wanted.Faults, wanted.Decide, null, null, wanted.RealCoordination));
                }

                sum.AnyViolation |= mine.AnyViolation;
                progress?.Invoke(Math.Min(first + Batch, wanted.Seeds) - first);
            }

            lock (sum)
                sum.Add(mine);
        });
        return sum.Report(time.GetElapsedTime(began));
    }

    private sealed class Sum
    {
        private readonly SortedDictionary<ulong, NightResult> _violations = [];
        private readonly Coverage _coverage = new();
        private long _played;
        private long _events;
        private long _ticks;
        private ulong _hash;
        private long _count;

        public volatile bool AnyViolation;

        public void Add(NightResult night)
        {
            _played++;
            _events += night.Events;
            _ticks += night.Lasted.Ticks;
            var hash = default(StoryHash);
            hash.Add((long)night.Seed);
            hash.Add((long)night.Hash);
            // A sum does not depend on the order in which cores come back.
            _hash += hash.Value;
            _coverage.Add(night.Coverage);
            if (night.Violation is null)
                return;
            AnyViolation = true;
            _count++;
            Keep(night);
        }

        public void Add(Sum other)
        {
            _played += other._played;
            _events += other._events;
            _ticks += other._ticks;
            _hash += other._hash;
            _count += other._count;
            _coverage.Add(other._coverage);
            AnyViolation |= other.AnyViolation;
            foreach (var night in other._violations.Values)
                Keep(night);
        }

        public NightsReport Report(TimeSpan took) =>
            new(_played, _events, took, TimeSpan.FromTicks(_ticks), _hash, [.. _violations.Values], _count, _coverage);

        private void Keep(NightResult night)
        {
            _violations[night.Seed] = night;
            if (_violations.Count > Limits.ViolationsKept)
                _violations.Remove(_violations.Keys.Last());
        }
    }
}

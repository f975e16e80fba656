using System.Text.Json;

namespace PowerController.Benchmarks.Snmp;

/// <summary>Rounds of the same measurement, each with its limit; the median counts.</summary>
internal sealed class Series
{
    private readonly Dictionary<string, List<Round>> _rounds = [];
    private readonly List<string> _order = [];

    public void Add(string name, JsonElement line, double limit)
    {
        if (!_rounds.TryGetValue(name, out List<Round>? rounds))
        {
            _rounds[name] = rounds = [];
            _order.Add(name);
        }

        Round round = new(line.GetProperty("pollsPerCpuSecond").GetDouble(), limit, line.GetProperty("pollsPerSecond").GetDouble(), line.GetProperty("failures").GetInt64(), line.GetProperty("allocatedBytesPerPoll").GetDouble());
        rounds.Add(round);
        Console.Error.WriteLine($"{name}: {round}");
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine("| measured | polls per CPU second | limit | ratio (median) | rounds | bytes per poll | failed |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (string name in _order)
        {
            List<Round> rounds = _rounds[name];
            Console.WriteLine($"| {name} | {Median(rounds, r => r.Polls):N0} | {Median(rounds, r => r.Limit):N0} | {Median(rounds, r => r.Ratio):P0} | {string.Join(", ", rounds.Select(r => $"{r.Ratio:P0}"))} | {rounds.Max(r => r.Bytes)} | {rounds.Sum(r => r.Failures)} |");
        }
    }

    private static double Median(List<Round> rounds, Func<Round, double> what) => rounds.Select(what).Order().ElementAt(rounds.Count / 2);

    private sealed record Round(double Polls, double Limit, double Rate, long Failures, double Bytes)
    {
        public double Ratio => Polls / Limit;
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PowerController.Model.Readings;
using PowerController.Model.Units;
using PowerController.Runtime.History;
using PowerController.Runtime.History.Postgres;
using PowerController.Runtime.History.Samples;
using PowerController.Runtime.History.Sqlite;

namespace PowerController.Benchmarks.History;

/// <summary>A day of a large site in the history, against the same samples as plain rows.</summary>
internal static class HistoryBenchmarks
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Run(string[] arguments)
    {
        var upses = Number(arguments, "--upses", 10_000);
        var hours = Number(arguments, "--hours", 24);
        var directory = Directory.CreateTempSubdirectory("powercontroller-bench-").FullName;
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{upses} UPSes, {hours} hours, SQLite {SqliteLibrary.Ready()}"));
            Keep(Path.Combine(directory, "history.db"), upses, hours);
            Read(Path.Combine(directory, "history.db"), hours);
            KeepPlain(Path.Combine(directory, "plain.db"), upses);
            if (Number(arguments, "--postgres", 0) is > 0 and var port)
                KeepInPostgres(port, upses);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Keep(string path, int upses, int hours)
    {
        var site = new Drift(upses);
        var minutes = new List<double>();
        var packs = new List<double>();
        var cpu = TimeSpan.Zero;
        long largestLog = 0;
        using (var store = SqliteHistory.Open(path, HistorySettings.Usual, Start))
        {
            for (var minute = 0; minute < hours * 60; minute++)
            {
                var batch = new HistoryBatch([new MinuteSamples(Start.AddMinutes(minute), site.Next())], [], []);
                var before = Cpu();
                var clock = Stopwatch.StartNew();
                store.Write(batch);
                minutes.Add(clock.Elapsed.TotalMilliseconds);
                if (minute % 60 == 0 && minute > 0)
                {
                    clock.Restart();
                    store.Tidy(Start.AddMinutes(minute));
                    packs.Add(clock.Elapsed.TotalMilliseconds);
                }

                cpu += Cpu() - before;
                largestLog = Math.Max(largestLog, new FileInfo(path + "-wal").Length);
            }

            var last = Stopwatch.StartNew();
            store.Tidy(Start.AddHours(hours));
            packs.Add(last.Elapsed.TotalMilliseconds);
        }

        var bytes = new FileInfo(path).Length;
        Line("a minute written", $"{Median(minutes):0.0} ms median, {minutes.Max():0} ms worst");
        Line("an hour packed", $"{Median(packs):0} ms median, {packs.Max():0} ms worst");
        Line("share of a core, all of it", $"{100 * cpu.TotalSeconds / (hours * 3600):0.000} %");
        Line("file a day", $"{bytes * 24.0 / hours / 1_000_000:0.0} MB ({bytes * 1.0 / upses / hours / 60:0.00} bytes a sample, with the hours' figures)");
        Line("largest write-ahead log", $"{largestLog / 1_000_000.0:0.0} MB");
    }

    private static void Read(string path, int hours)
    {
        using var reader = SqliteHistoryReader.Open(path);
        var clock = Stopwatch.StartNew();
        var minutes = reader.Minutes("UPS5", Start, Start.AddHours(hours)).Count();
        Line($"{minutes} minutes of a UPS read", $"{clock.Elapsed.TotalMilliseconds:0.0} ms");
        clock.Restart();
        var rows = reader.Hours("UPS5", Start, Start.AddHours(hours)).Count();
        Line($"{rows} hours of a UPS read", $"{clock.Elapsed.TotalMilliseconds:0.0} ms");
    }

    // The peer: a row for each sample, in the order of time, in one transaction a minute.
    private static void KeepPlain(string path, int upses)
    {
        const int Minutes = 60;
        var site = new Drift(upses);
        var times = new List<double>();
        var cpu = TimeSpan.Zero;
        using (var file = SqliteFile.Open(path))
        {
            file.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE sample (minute INTEGER, ups INTEGER, source INTEGER, conditions INTEGER, "
                + string.Join(", ", Measure.All.Select(measure => measure.Name + " INTEGER")) + ", PRIMARY KEY (minute, ups)) WITHOUT ROWID");
            using var put = file.Prepare("INSERT INTO sample VALUES (?, ?, ?, ?" + string.Concat(Enumerable.Repeat(", ?", Measure.All.Length)) + ")");
            for (var minute = 0; minute < Minutes; minute++)
            {
                var samples = site.Next();
                var before = Cpu();
                var clock = Stopwatch.StartNew();
                file.Together(() =>
                {
                    for (var ups = 0; ups < samples.Length; ups++)
                    {
                        put.Bind(1, minute).Bind(2, ups).Bind(3, (long)samples[ups].Sample.Source).Bind(4, (long)samples[ups].Sample.Conditions);
                        for (var measure = 0; measure < Measure.All.Length; measure++)
                            put.Bind(5 + measure, samples[ups].Sample.Measured[measure]);
                        put.Run();
                    }
                });
                times.Add(clock.Elapsed.TotalMilliseconds);
                cpu += Cpu() - before;
            }
        }

        Line("peer: plain rows, a minute", $"{Median(times):0.0} ms median, {times.Max():0} ms worst");
        Line("peer: share of a core", $"{100 * cpu.TotalSeconds / (Minutes * 60):0.000} %");
        Line("peer: file a day", $"{new FileInfo(path).Length * 24.0 / 1_000_000:0.0} MB");
    }

    private static void KeepInPostgres(int port, int upses)
    {
        const int Minutes = 61;
        var connection = new PostgresConnection("127.0.0.1", port, "powercontroller", "powercontroller", null, Tls: false);
        var site = new Drift(upses);
        var times = new List<double>();
        using var store = PostgresHistory.Open(connection, _ => "", "terminal", HistorySettings.Usual);
        var before = Cpu();
        for (var minute = 0; minute < Minutes; minute++)
        {
            var clock = Stopwatch.StartNew();
            store.Write(new HistoryBatch([new MinuteSamples(Start.AddMinutes(minute), site.Next())], [], []));
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        var packing = Stopwatch.StartNew();
        store.Tidy(Start.AddMinutes(Minutes));
        Line("PostgreSQL: a minute written", $"{Median(times):0} ms median, {times.Max():0} ms worst");
        Line("PostgreSQL: an hour packed", $"{packing.Elapsed.TotalMilliseconds:0} ms");
        Line("PostgreSQL: share of a core here", $"{100 * (Cpu() - before).TotalSeconds / (Minutes * 60):0.000} %");
    }

    private static TimeSpan Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Line(string what, FormattableString figure) => Console.WriteLine($"  {what,-36} {figure.ToString(CultureInfo.InvariantCulture)}");

    private static int Number(string[] arguments, string name, int usual) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : usual;

    /// <summary>UPSes on mains whose figures wander as real ones do.</summary>
    private sealed class Drift(int upses)
    {
        private readonly Random _random = new(1);
        private readonly Reading[] _readings = [.. Enumerable.Range(0, upses).Select(_ => new Reading(
            OutputSource.Mains, Conditions.None, new Percent(100), TimeSpan.FromSeconds(1800), new Percent(30), new Watts(900), new Volts(230), new Hertz(50), new Volts(230), new Amperes(4), new Volts(54.5), new Celsius(25)))];

        public ImmutableArray<(string Ups, UpsSample Sample)> Next()
        {
            var samples = ImmutableArray.CreateBuilder<(string, UpsSample)>(upses);
            for (var ups = 0; ups < upses; ups++)
            {
                var load = 30 + _random.Next(-10, 11);
                _readings[ups] = _readings[ups] with
                {
                    Load = new Percent(load),
                    OutputPower = new Watts(load * 30),
                    OutputCurrent = new Amperes(Math.Round(load * 30 / 230.0, 2)),
                    RunTime = TimeSpan.FromSeconds(1800 - ((load - 30) * 20)),
                    InputVoltage = new Volts(230 + (_random.Next(-20, 21) / 10.0)),
                    InputFrequency = new Hertz(50 + (_random.Next(-2, 3) / 100.0)),
                    BatteryTemperature = _random.Next(10) == 0 ? new Celsius(25 + (_random.Next(-5, 6) / 10.0)) : _readings[ups].BatteryTemperature,
                };
                samples.Add((string.Create(CultureInfo.InvariantCulture, $"UPS{ups}"), UpsSample.Of(_readings[ups])));
            }

            return samples.DrainToImmutable();
        }
    }
}

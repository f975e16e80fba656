using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PowerController.Decisions.Checks;
using PowerController.Decisions.Plans;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Benchmarks.Planning;

/// <summary>How long the large example (16 clusters of 16 nodes, 400 UPSes) takes to load, check and plan: within a process that runs, and as whole processes.</summary>
internal static class PlanBenchmarks
{
    private const int Rounds = 21;
    private const int ProcessRounds = 7;
    private static readonly TimeSpan _planGoal = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _processGoal = TimeSpan.FromSeconds(1);
    private const double MemoryGoalMiB = 200;

    public static int Run(string[] arguments)
    {
        var root = arguments.Length > 0 ? arguments[0] : FindRoot();
        var large = Path.Combine(root, "config", "examples", "large");
        if (!Directory.Exists(large))
        {
            Console.Error.WriteLine($"{large} is not there: name the repository's directory.");
            return 2;
        }

        InProcess(large);
        WholeProcess(root, large);
        return 0;
    }

    private static void InProcess(string large)
    {
        var site = SiteConfiguration.Load(large).Configuration!.Site;
        var index = new SiteIndex(site);
        Say("load", Median(() => SiteConfiguration.Load(large)), null);
        Say("plan, everything fails", Median(() => ShutdownPlanner.Plan(index, Failure.All(site))), _planGoal);
        Say("plan, every failure", Median(() => Failure.Of(index).Select(failure => ShutdownPlanner.Plan(index, failure).Steps.Length).Sum()), null);
        Say("check", Median(() => SiteChecks.Run(index)), null);
    }

    private static void WholeProcess(string root, string large)
    {
        var program = Path.Combine(root, "src", "PowerController", "bin", "Release", "net10.0", "powerctl.dll");
        if (!File.Exists(program))
        {
            Console.WriteLine($"whole processes   left out: {program} is not built");
            return;
        }

        foreach (var command in new[] { "check", "plan --all" })
        {
            Say($"powerctl {command}", Median(() => Process.Start(new ProcessStartInfo("dotnet", $"exec {program} {command} --config {large}") { RedirectStandardOutput = true, UseShellExecute = false })!, ProcessRounds), _processGoal);
        }

        if (OperatingSystem.IsLinux())
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory of these       {PeakMiB():0.0} MiB    goal {MemoryGoalMiB:0} MiB, ratio {PeakMiB() / MemoryGoalMiB:0.00}"));
    }

    private static TimeSpan Median(Action work)
    {
        work();
        return Middle(Enumerable.Range(0, Rounds).Select(_ =>
        {
            var from = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(from);
        }));
    }

    private static TimeSpan Median(Func<Process> start, int rounds)
    {
        TimeSpan Once()
        {
            var from = Stopwatch.GetTimestamp();
            using var process = start();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return Stopwatch.GetElapsedTime(from);
        }

        // The first one warms the file cache.
        Once();
        return Middle(Enumerable.Range(0, rounds).Select(_ => Once()));
    }

    private static TimeSpan Middle(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static void Say(string what, TimeSpan took, TimeSpan? goal) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26} {took.TotalMilliseconds,8:0.00} ms")
            + (goal is { } limit ? string.Create(CultureInfo.InvariantCulture, $"    goal {limit.TotalMilliseconds:0} ms, ratio {took / limit:0.00}") : ""));

    // The largest resident set of any child so far, in KiB, as the system keeps it.
    private static double PeakMiB()
    {
        const int Children = -1;
        var usage = new long[18];
        return GetRUsage(Children, usage) == 0 ? usage[4] / 1024.0 : double.NaN;
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PowerController.sln")))
                return at.FullName;
        }

        return Directory.GetCurrentDirectory();
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetRUsage(int who, long[] usage);
}

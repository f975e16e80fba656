using System.Diagnostics;

namespace PowerController.Gateways.Metrics;

/// <summary>What this process uses.</summary>
public sealed record ProcessFigures(TimeSpan Cpu, long ResidentBytes, int Threads, DateTimeOffset StartedAt, long HeapBytes, int[] Collections, string Version)
{
    public static ProcessFigures Now()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessFigures(
            process.TotalProcessorTime,
            process.WorkingSet64,
            process.Threads.Count,
            new DateTimeOffset(process.StartTime),
            GC.GetTotalMemory(forceFullCollection: false),
            [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)],
            typeof(ProcessFigures).Assembly.GetName().Version?.ToString(3) ?? "");
    }
}

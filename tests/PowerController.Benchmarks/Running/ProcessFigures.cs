using System.Globalization;

namespace PowerController.Benchmarks.Running;

/// <summary>What the kernel says of a process.</summary>
internal static class ProcessFigures
{
    private const double TicksPerSecond = 100;

    /// <summary>Time of all cores it has used.</summary>
    public static TimeSpan Cpu(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    public static double ResidentMegabytes(int process) => Kilobytes($"/proc/{process}/status", "VmRSS:") / 1024;

    /// <summary>What is shared with other processes counts for each in part, so that these may be added up.</summary>
    public static double ProportionalMegabytes(int process) => Kilobytes($"/proc/{process}/smaps_rollup", "Pss:") / 1024;

    private static double Kilobytes(string file, string name) => File.ReadLines(file).Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)).First();
}

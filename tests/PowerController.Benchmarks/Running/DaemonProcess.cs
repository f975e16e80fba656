using System.Diagnostics;

namespace PowerController.Benchmarks.Running;

/// <summary>The built program in a process of its own.</summary>
internal sealed class DaemonProcess : IDisposable
{
    private readonly Process _process;

    public DaemonProcess(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        StartedAt = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The program as `dotnet build` leaves it.</summary>
    public static string Program { get; } = Path.Combine(Root(), "src", "PowerController", "bin", "Release", "net10.0", "powerctl");

    public long StartedAt { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines it wrote.</summary>
    public Queue<string> Lines { get; } = new();

    public TimeSpan Age => Stopwatch.GetElapsedTime(StartedAt);

    public int Id => _process.Id;

    public double ResidentMegabytes => ProcessFigures.ResidentMegabytes(Id);

    public int Handles => Directory.GetFileSystemEntries($"/proc/{Id}/fd").Length;

    /// <summary>Time of all cores it has used.</summary>
    public TimeSpan Cpu => ProcessFigures.Cpu(Id);

    /// <summary>SIGKILL: no time for anything.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (Lines)
        {
            Lines.Enqueue(line);
            if (Lines.Count > 200)
                Lines.Dequeue();
        }
    }

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "PowerController.sln")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The benchmarks run inside the repository.");
        return at;
    }
}

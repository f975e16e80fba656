using System.Diagnostics;

namespace PowerController.Benchmarks.Snmp;

/// <summary>The measuring programs in C: built once into a temporary folder, started on a core of their own.</summary>
internal sealed class BenchTools : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snmp-bench-").FullName;

    private BenchTools()
    {
    }

    /// <summary>Builds them from a folder with responder.c and limit.c; null when the folder or the compiler is not there.</summary>
    public static BenchTools? Build(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "responder.c")) || !File.Exists(Path.Combine(folder, "limit.c"))) return null;
        BenchTools tools = new();
        try
        {
            Output("gcc", "-O2", "-w", "-o", tools.PathOf("responder"), Path.Combine(folder, "responder.c"), "-lcrypto", "-lpthread");
            Output("gcc", "-O2", "-w", "-o", tools.PathOf("limit"), Path.Combine(folder, "limit.c"));
            return tools;
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine($"The measuring programs in {folder} cannot be built ({fault.Message}); a responder of the benchmark's own is used. gcc and libssl-dev are needed.");
            tools.Dispose();
            return null;
        }
    }

    /// <summary>Starts the responder on the second core.</summary>
    public Process Responder(params string[] options)
    {
        Process process = Start("taskset", ["-c", "1", PathOf("responder"), "-p", "1161", "-s", .. options]);
        Thread.Sleep(500);
        return process;
    }

    /// <summary>Polls per CPU second of the limit on the first core; mode s is ordinary calls, m batched ones.</summary>
    public double Limit(int depth, int seconds, int targets, char mode)
    {
        string line = Output("taskset", "-c", "0", PathOf("limit"), $"{depth}", $"{seconds}", $"{targets}", $"{mode}");
        string word = line.Split(' ').Single(w => w.StartsWith("polls_per_cpu_s=", StringComparison.Ordinal));
        return double.Parse(word.AsSpan(word.IndexOf('=') + 1), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs a program to its end and gives what it printed; throws when it fails.</summary>
    public static string Output(string program, params string[] words)
    {
        using Process process = Start(program, words);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Result.Trim() : throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {process.ExitCode}: {error.Trim()}");
    }

    public static Process Start(string program, string[] words) =>
        Process.Start(new ProcessStartInfo(program, words) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private string PathOf(string name) => Path.Combine(_folder, name);
}

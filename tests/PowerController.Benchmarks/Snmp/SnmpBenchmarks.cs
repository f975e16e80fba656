using System.Diagnostics;
using System.Text.Json;

namespace PowerController.Benchmarks.Snmp;

/// <summary>The figures of the SNMP engine, each with the limit measured in the same run.</summary>
internal static class SnmpBenchmarks
{
    private const int Port = 1161;

    public static int Run(string[] words)
    {
        Arguments arguments = new(words);
        if (arguments.Has("help")) return Help();
        if (arguments.Has("responder")) return OutsideResponder.Run(arguments);
        if (arguments.Has("pace")) return EvenPace.Run(arguments);
        if (arguments.Has("serve")) return OwnResponder.Serve(arguments.Number("serve", Port));
        string only = arguments.Text("only", "all");
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}");
        if (only is "all" or "mutated") MutatedPackets.Run(arguments.Number("packets", 1_000_000), arguments.Number("seed", Environment.TickCount));
        if (only is "all" or "memory") TargetMemory.Run();
        if (only is "all" or "polls") Polls(arguments);
        return 0;
    }

    private static void Polls(Arguments arguments)
    {
        string folder = arguments.Text("bench-dir") ?? Path.Combine(RepositoryRoot(), "..", "shared", "bench");
        using BenchTools? tools = BenchTools.Build(folder);
        if (tools is null)
        {
            AgainstOwnResponder(arguments);
            return;
        }

        int seconds = arguments.Number("seconds", 4);
        int warmUp = arguments.Number("warmup", 8);
        int rounds = arguments.Number("rounds", 3);
        Series series = new();
        using (Process responder = tools.Responder())
        {
            try
            {
                for (int round = 0; round < rounds; round++)
                {
                    foreach (int depth in new[] { 64, 512 })
                    {
                        double sockets = tools.Limit(depth, seconds, 1000, 's');
                        double batched = tools.Limit(depth, seconds, 1000, 'm');
                        series.Add($"v2c depth {depth} sockets", Poll("2c", depth, 1000, "sockets", warmUp, seconds), sockets);
                        series.Add($"v2c depth {depth} mmsg", Poll("2c", depth, 1000, "batched", warmUp, seconds), batched);
                        series.Add($"v3 depth {depth} mmsg", Poll("3", depth, 1000, "batched", warmUp, seconds), batched);
                    }

                    series.Add("v3 depth 64, 10,000 targets, one engine id", Poll("3", 64, 10000, "batched", warmUp, seconds), tools.Limit(64, seconds, 10000, 'm'));
                }
            }
            finally
            {
                responder.Kill();
            }
        }

        using (Process responder = tools.Responder())
        {
            try
            {
                foreach (string version in new[] { "2c", "3" })
                    Console.WriteLine("even pace, the engine alone: " + BenchTools.Output("taskset", "-c", "0", "dotnet", typeof(SnmpBenchmarks).Assembly.Location, "snmp", "--pace", $"127.1.0.1:{Port}", "--version", version));
            }
            finally
            {
                responder.Kill();
            }
        }

        using Process engines = tools.Responder("-e");
        try
        {
            for (int round = 0; round < rounds; round++)
                series.Add("v3 depth 64, 10,000 targets, an engine id each", Poll("3", 64, 10000, "batched", warmUp + 4, seconds), tools.Limit(64, seconds, 10000, 'm'));
        }
        finally
        {
            engines.Kill();
        }

        series.Print();
    }

    private static void AgainstOwnResponder(Arguments arguments)
    {
        Console.WriteLine("The measuring programs are not there: a responder and a limit of the benchmark's own, v2c, one address, the framework's sockets.");
        using Process responder = BenchTools.Start("dotnet", [typeof(SnmpBenchmarks).Assembly.Location, "snmp", "--serve", $"{Port}"]);
        try
        {
            Thread.Sleep(1500);
            byte[] request = Convert.FromHexString("302B02010104067075626C6963A01E02040000000002010002010030103006" + "06022B060500" + "300606022B060500");
            Series series = new();
            for (int round = 0; round < arguments.Number("rounds", 3); round++)
            {
                byte[] padded = [.. request, .. new byte[232 - request.Length]];
                double limit = OwnResponder.Limit(Port, 64, TimeSpan.FromSeconds(arguments.Number("seconds", 4)), padded);
                foreach (string transport in new[] { "sockets", "automatic" })
                    series.Add($"v2c depth 64 {transport}", Poll("2c", 64, 1, transport, arguments.Number("warmup", 8), arguments.Number("seconds", 4), pin: false), limit);
            }

            series.Print();
        }
        finally
        {
            responder.Kill();
        }
    }

    private static JsonElement Poll(string version, int depth, int targets, string transport, int warmUp, int seconds, bool pin = true)
    {
        string[] words =
        [
            "dotnet", typeof(SnmpBenchmarks).Assembly.Location, "snmp", "--responder", $"127.1.0.1:{Port}", "--targets", $"{targets}", "--depth", $"{depth}",
            "--version", version, "--transport", transport, "--warmup", $"{warmUp}", "--seconds", $"{seconds}",
        ];
        string line = pin ? BenchTools.Output("taskset", ["-c", "0", .. words]) : BenchTools.Output(words[0], words[1..]);
        return JsonDocument.Parse(line).RootElement;
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PowerController.sln"))) folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }

    private static int Help()
    {
        Console.WriteLine("""
            snmp [--only polls|mutated|memory] [--bench-dir FOLDER] [--rounds 3] [--seconds 4] [--warmup 8] [--packets 1000000] [--seed N]
                all figures; FOLDER (default: ../shared/bench beside the repository) holds responder.c and limit.c
            snmp --responder ADDRESS:PORT --targets N --depth D --version 2c|3 --seconds S [--warmup 8] [--transport automatic|sockets|batched]
                polls a responder that answers on ADDRESS and the N-1 addresses after it; prints one JSON line
            snmp --pace ADDRESS:PORT [--targets 10000] [--period 2] [--version 2c|3] [--warmup 8] [--seconds 10]
                polls each target once a period and prints the share of a core and the memory
            snmp --serve PORT
                a small v2c responder on 127.1.0.1
            """);
        return 0;
    }
}

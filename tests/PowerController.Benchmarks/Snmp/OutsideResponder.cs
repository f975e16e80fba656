using System.Net;
using System.Text.Json;
using PowerController.Snmp.Client;

namespace PowerController.Benchmarks.Snmp;

/// <summary>Polls a responder somebody else started and prints one JSON line.</summary>
internal static class OutsideResponder
{
    public static int Run(Arguments arguments)
    {
        if (!IPEndPoint.TryParse(arguments.Text("responder", ""), out IPEndPoint? first))
        {
            Console.Error.WriteLine("--responder wants ADDRESS:PORT, for instance 127.1.0.1:1161.");
            return 2;
        }

        int targets = arguments.Number("targets", 1000);
        int depth = arguments.Number("depth", 64);
        string version = arguments.Text("version", "2c");
        SnmpTransport transport = Enum.Parse<SnmpTransport>(arguments.Text("transport", nameof(SnmpTransport.Automatic)), ignoreCase: true);
        using PollLoop loop = new(first, targets, depth, version, transport);
        Thread.Sleep(TimeSpan.FromSeconds(arguments.Number("warmup", 8)));
        PollFigures figures = loop.Measure(TimeSpan.FromSeconds(arguments.Number("seconds", 5)));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            version,
            targets,
            depth,
            transport = loop.Transport,
            polls = figures.Polls,
            failures = figures.Failures,
            seconds = Math.Round(figures.Wall.TotalSeconds, 3),
            cpuSeconds = Math.Round(figures.Cpu.TotalSeconds, 3),
            userMicrosecondsPerPoll = Math.Round(figures.UserCpu.TotalMicroseconds / Math.Max(1, figures.Polls), 3),
            pollsPerSecond = Math.Round(figures.Rate),
            pollsPerCpuSecond = Math.Round(figures.PerCpuSecond),
            allocatedBytesPerPoll = Math.Round((double)figures.AllocatedBytes / Math.Max(1, figures.Polls), 4),
        }));
        return figures.Polls > 0 ? 0 : 1;
    }
}

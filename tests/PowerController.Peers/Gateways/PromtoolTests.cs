using System.Diagnostics;
using PowerController.Gateways;
using PowerController.Gateways.Metrics;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Gateways;

/// <summary>Our metrics under Prometheus' own checker.</summary>
public sealed class PromtoolTests
{
    private const string Promtool = "/usr/bin/promtool";

    [Fact]
    public async Task Metrics_UnderPromtool_AreClean()
    {
        PeerProcess.Require(Promtool);
        Assert.Equal("exit 0\n", await CheckAsync(MetricsText.Write(ClusterSite.Outage(DateTimeOffset.UtcNow).Current, ProcessFigures.Now())));
    }

    [Fact]
    public async Task Promtool_OfMetricsWithAMistake_FindsIt()
    {
        // Without this a promtool that checks nothing would pass the test above.
        PeerProcess.Require(Promtool);
        Assert.Contains("counter metrics should have \"_total\" suffix", await CheckAsync("# HELP x X.\n# TYPE x counter\nx 1\n"), StringComparison.Ordinal);
    }

    private static async Task<string> CheckAsync(string metrics)
    {
        var start = new ProcessStartInfo(Promtool, ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(metrics);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return $"{await output}{await errors}exit {process.ExitCode}\n";
    }
}

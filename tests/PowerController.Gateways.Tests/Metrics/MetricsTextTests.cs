using PowerController.Runtime.Following;

namespace PowerController.Gateways.Metrics;

public sealed class MetricsTextTests
{
    private static readonly ProcessFigures Process = new(TimeSpan.FromSeconds(12.5), 100_000_000, 20, DateTimeOffset.UnixEpoch.AddSeconds(5), 50_000_000, [3, 2, 1], "0.1.0");

    private readonly FollowedSite _site = ClusterSite.Outage(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("powercontroller_leads 1")]
    [InlineData("powercontroller_ups_on_battery{ups=\"UPS2\",group=\"room\"} 1")]
    [InlineData("powercontroller_ups_reachable{ups=\"UPS3\",group=\"room\"} 0")]
    [InlineData("powercontroller_ups_charge_ratio{ups=\"UPS2\",group=\"room\"} 0.73")]
    [InlineData("powercontroller_ups_input_volts{ups=\"UPS1\",group=\"room\"} 101.2")]
    [InlineData("powercontroller_ups_condition{ups=\"UPS2\",condition=\"Overload\"} 1")]
    [InlineData("powercontroller_node_state{node=\"node1\",state=\"OsStopping\"} 1")]
    [InlineData("powercontroller_run_phase{unit=\"cluster\",run=\"3.8\",phase=\"StoppingOs\",cause=\"Outage\"} 1")]
    [InlineData("process_cpu_seconds_total 12.5")]
    public void Text_HasTheFigure(string line) => Assert.Contains(line, Lines());

    [Fact]
    public void Text_OfASilentUps_HasNoFiguresOfIt() => Assert.DoesNotContain(Lines(), line => line.StartsWith("powercontroller_ups_charge_ratio{ups=\"UPS3\"", StringComparison.Ordinal));

    [Fact]
    public void Labels_WithQuotes_AreEscaped()
    {
        var to = new MetricsWriter();
        to.Family("x", "gauge", "X.");
        to.Sample(1, ("a", "say \"hi\"\\\n"));

        Assert.EndsWith("x{a=\"say \\\"hi\\\"\\\\\\n\"} 1\n", to.ToString(), StringComparison.Ordinal);
    }

    private string[] Lines() => MetricsText.Write(_site.Current, Process).Split('\n');
}

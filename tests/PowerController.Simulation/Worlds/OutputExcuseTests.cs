using PowerController.Simulator.Checking;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>A node whose output came back by itself on the last of its disk's battery: no decision could have saved its disk, however that went.</summary>
public sealed class OutputExcuseTests
{
    [Theory]
    [InlineData(true, 60, true)]
    [InlineData(true, 600, false)]
    [InlineData(false, 60, false)]
    public void Disk_CutShortlyBeforeItsBatteryEnds_IsLostInAnyCaseToOneThatCameOnByItself(bool byItself, int lasts, bool excused)
    {
        using var bench = Cut(byItself, lasts, mains: false);

        Assert.Equal(excused, bench.Found is null);
    }

    [Fact]
    public void Disk_CutWithMainsThere_IsFound()
    {
        using var bench = Cut(byItself: true, lasts: 60, mains: true);

        Assert.Equal("S2", bench.Found);
    }

    private static Bench Cut(bool byItself, int lasts, bool mains)
    {
        var bench = new Bench(ExampleSites.TerminalApart, new DiskChecker());
        foreach (var other in bench.World.Nodes)
            other.Os = Os.Off;
        var node = bench.Node("node1");
        (node.Os, node.BootBegan, node.BootTime) = (Os.Booting, bench.Ago(60), 150_000);
        var source = node.Place.Sources[0];
        bench.World.Upses[source.Ups].Outputs[source.Output].CameByItself = byItself;
        var ups = bench.Ups("UPS5");
        (ups.Mains, ups.MainsSince, ups.Energy, ups.CountdownBegan) = (mains, bench.Ago(300), ups.Draw * lasts * 1000, bench.Ago(40));
        bench.World.Judge.DiskLostInput(bench.Disk("disk1"), ups, PowerLoss.Commanded);
        return bench;
    }
}

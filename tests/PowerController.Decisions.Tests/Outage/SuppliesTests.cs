using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests.Outage;

/// <summary>What lives on two batteries, of which one ends, and the other says nothing, or is off.</summary>
public sealed class SuppliesTests
{
    // Of its mains an output that is off tells nothing.
    private static readonly Reading _off = Told.Good with { Source = OutputSource.Off, InputVoltage = null, OutputVoltage = new Volts(0) };

    [Theory]
    [InlineData(Conditions.LowBattery, true)]
    [InlineData(Conditions.None, false)]
    public void Disk_WhoseOnlyHeardBatteryEnds_GoesDownWithoutWaitingForTheOther(Conditions battery, bool goesDown)
    {
        var told = new Told(OnTwo).Tell(new Started(Told.At(1000), "terminal", DateTimeOffset.UnixEpoch));
        foreach (var node in OnTwo.Nodes)
            told.Tell(new NodeReported(Told.At(1001), node.Name, AgentWord.Up, 1, RunId.None));

        for (var at = 1001; at < 1025; at += 2)
        {
            foreach (var ups in OnTwo.Upses.Where(ups => ups.Name != "UPS5"))
                told.Tell(new UpsRead(Told.At(at), ups.Name, ups.Name == "UPS4" ? Told.Battery with { Conditions = battery } : Told.Good));
            told.Tell(new Woke(Told.At(at)));
        }

        Assert.Equal(goesDown, told.State.Runs.Any(run => run.GoesDown && run.Phase >= Phase.Committed));
    }

    // With its mains there it fell silent, and may have lost it since: it counts for as long as silence may last.
    [Theory]
    [InlineData(Conditions.LowBattery, 58, false)]
    [InlineData(Conditions.LowBattery, 62, true)]
    [InlineData(Conditions.None, 90, false)]
    public void Disk_WhoseOtherUpsIsSilentForLong_GoesDownWhenTheOneThatIsHeardEnds(Conditions battery, int until, bool goesDown)
    {
        var told = new Told(OnTwo).Tell(new UpsSilent(Told.At(10), "UPS5", SilenceKind.NoAnswer));

        for (var at = 30; at <= until; at += 2)
            told.Tell(new UpsRead(Told.At(at), "UPS4", Told.Battery with { Conditions = battery }), new Woke(Told.At(at)));

        Assert.Equal(goesDown, told.State.Runs.Any(run => run.GoesDown && run.Phase >= Phase.Committed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Node_ThatBootedOnOneOfItsBatteries_GoesDownWithThatWhereTheOtherIsSeenOff(bool isOff)
    {
        var site = PlanSites.WorkedExample with { Nodes = [PlanSites.Node("node1", "UPS2", "UPS3"), .. PlanSites.WorkedExample.Nodes.Skip(1)] };
        var told = new Told(site);
        for (var at = 1; at < 20; at += 2)
            told.Tell(new UpsRead(Told.At(at), "UPS3", _off));
        told.Tell(new NodeReported(Told.At(20), "node1", AgentWord.Up, 2, RunId.None), new NodeReported(Told.At(20), "node2", AgentWord.OsStopping, 1, RunId.None));

        for (var at = 40; at < 110; at += 2)
        {
            told.Tell(new UpsRead(Told.At(at), "UPS2", Told.Battery));
            told.Tell(new UpsRead(Told.At(at), "UPS3", isOff ? _off : Told.Good));
            told.Tell(new Woke(Told.At(at)));
        }

        Assert.Equal(isOff, told.State.Runs.Any(run => run.GoesDown && run.Has(told.State.Topology.Node("node1")) && run.Phase >= Phase.Committed));
    }

    private static Site OnTwo { get; } = PlanSites.WorkedExample with
    {
        Upses = PlanSites.WorkedExample.Upses.Add(PlanSites.Ups("UPS5", 30)),
        Disks = [PlanSites.Disk("disk1", "UPS4", "UPS5")],
    };
}

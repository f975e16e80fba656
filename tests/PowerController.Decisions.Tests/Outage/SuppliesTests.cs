using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Tests.Outage;

/// <summary>A disk on two batteries, of which one has said nothing since the terminal's start.</summary>
public sealed class SuppliesTests
{
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

    private static Site OnTwo { get; } = PlanSites.WorkedExample with
    {
        Upses = PlanSites.WorkedExample.Upses.Add(PlanSites.Ups("UPS5", 30)),
        Disks = [PlanSites.Disk("disk1", "UPS4", "UPS5")],
    };
}

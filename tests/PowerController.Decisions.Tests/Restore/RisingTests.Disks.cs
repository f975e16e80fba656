using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests.Restore;

/// <summary>What becomes of the disks.</summary>
public sealed partial class RisingTests
{
    // Heard last with its mains there, it may have lost that for longer than its battery lasts, and have it again. A run that starts its nodes has found it warm.
    [Theory]
    [InlineData(30, Phase.AwaitingPower, DiskPower.Warm)]
    [InlineData(7200, Phase.AwaitingPower, DiskPower.WarmingUp)]
    [InlineData(7200, Phase.StartingNodes, DiskPower.Warm)]
    public void Disk_WhoseBatteryMayHaveEndedWhileNobodyLooked_IsWarmedUpAgain(int away, Phase phase, DiskPower power)
    {
        var told = new Told().Commit();
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(40), ups.Name, Told.Good))]);
        told.State = told.State with { Runs = [told.State.Runs[0] with { Whole = false, Phase = phase, Pending = [] }] };

        told.Tell(new Started(Told.At(9000), "terminal", DateTimeOffset.UnixEpoch, null, Told.At(away)));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(9001), ups.Name, Told.Good))]);

        Assert.Equal(power, told.State.Disks[0].Power);
    }

    // It said that it was off, and was only not believed yet: the disk behind it has no power before that.
    [Fact]
    public void Disk_WhoseOutputIsTurnedOnBeforeItsOffIsBelieved_WarmsUpAnew()
    {
        var told = Rising();
        _ = Play(told, Told.At(220), Told.At(700));
        Assert.Equal((Phase.StartingNodes, DiskPower.Warm), (told.State.Runs[0].Phase, told.State.Disks[0].Power));
        var off = Told.Good with { Source = OutputSource.Off, OutputVoltage = new Volts(0) };
        told.Tell(new Started(Told.At(900), "terminal", DateTimeOffset.UnixEpoch));
        told.Tell([.. told.Site.Upses.Select(ups => new UpsRead(Told.At(901), ups.Name, ups.Name == "UPS4" ? off : Told.Good)), new Woke(Told.At(901))]);

        told.Tell(new EffectDone(Told.At(902), Assert.Single(told.Pending<TurnOn>()).Id), new UpsRead(Told.At(903), "UPS4", Told.Good));

        Assert.Equal(DiskPower.WarmingUp, told.State.Disks[0].Power);
    }

    // Its card had no power while mains was gone: it is heard with mains, and believed to be off only a moment later. Off once it was to be on, its power has failed again.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Disk_ThatIsFirstHeardOffWithMains_HasNotFailedAgainBeforeItIsTurnedOn(bool goesOffAgain)
    {
        var told = new Told(Shutdown.LastHostTests.Site()).Commit();
        var off = Told.Good with { Source = OutputSource.Off, OutputVoltage = new Volts(0) };
        told.State = told.State with
        {
            Runs = [told.State.Runs[0] with { Phase = Phase.AwaitingPower, PhaseSince = Told.At(60), RisingSince = Told.At(60), DisksDown = true, Pending = [] }],
            Upses = told.State.Upses.With(2, told.Ups("UPS3") with { SilentSince = Told.At(50) }),
        };
        told.Tell([.. told.Site.Nodes.Select(node => new NodeReported(Told.At(65), node.Name, AgentWord.Up, 2, RunId.None))]);

        for (var at = 70; at < 400 && told.State.Runs[0].Phase == Phase.AwaitingPower; at++)
            told.Tell(new UpsRead(Told.At(at), "UPS1", Told.Good), new UpsRead(Told.At(at), "UPS2", Told.Good), new UpsRead(Told.At(at), "UPS3", off), new Woke(Told.At(at)));
        var now = told.State.Now + Told.At(1);
        if (goesOffAgain)
            told.Tell(new UpsRead(now, "UPS3", Told.Good), new UpsRead(now + Told.At(1), "UPS3", off), new UpsRead(now + Told.At(5), "UPS3", off));

        Assert.True(told.Ups("UPS3").OutputSince > Told.At(60));
        Assert.Equal(goesOffAgain, told.State.Runs[0].Phase < Phase.AwaitingPower);
    }

    // What rebooted now would not find its disk.
    [Theory]
    [InlineData(DiskPower.Warm, Phase.StoppingOs)]
    [InlineData(DiskPower.WarmingUp, Phase.WarmingUp)]
    public void Restart_WhileADiskWarmsUp_RebootsNobodyBeforeThat(DiskPower disk, Phase phase)
    {
        var told = new Told().Tell(new OperatorAsked(Told.At(10), "operator", "here", new Reboot("cluster")));
        for (var at = 11; told.State.Runs[0].Phase < Phase.StoppingCluster; at++)
            told.Tell(new Woke(Told.At(at)));
        told.State = told.State with { Disks = told.State.Disks.With(0, new DiskState(disk, told.State.Now, told.State.Now + Told.At(500), null, false)) };

        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(70), node.Name, AgentWord.ClusterStopped, 1, RunId.None));

        Assert.Equal(phase, told.State.Runs[0].Phase);
        Assert.Equal(disk == DiskPower.Warm, told.Pending<RebootNode>().Any());
    }

    // The order had no answer, and by now its disk may have lost its power: what reboots would not find it.
    [Fact]
    public void Restart_WhoseTimeIsOver_RepeatsNoRebootWhereADiskIsInDoubt()
    {
        var told = new Told().Tell(new OperatorAsked(Told.At(10), "operator", "here", new Reboot("cluster")));
        for (var at = 11; told.State.Runs[0].Phase < Phase.StoppingCluster; at++)
            told.Tell(new Woke(Told.At(at)));
        foreach (var node in told.Site.Nodes)
            told.Tell(new NodeReported(Told.At(70), node.Name, AgentWord.ClusterStopped, 1, RunId.None));
        Assert.NotEmpty(told.Pending<RebootNode>());
        told.State = told.State with { Disks = told.State.Disks.With(0, told.State.Disks[0] with { Doubtful = true }) };

        told.Tell(new Woke(told.State.Runs[0].Deadlines.OsStopBy));

        Assert.Equal(Phase.WarmingUp, told.State.Runs[0].Phase);
        Assert.DoesNotContain(told.Effects, effect => effect is RebootNode);
    }
}

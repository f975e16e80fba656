using PowerController.Decisions.Tests.Plans;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests.Shutdown;

/// <summary>A disk's countdown, and who may live on the disk when it comes.</summary>
public sealed class DiskCutTests
{
    // It counts for longer than those of the nodes.
    private static readonly Site _site = PlanSites.WorkedExample with
    {
        Upses = [.. PlanSites.WorkedExample.Upses.Select(ups => ups.Name == "UPS4" ? ups with { Settings = ups.Settings with { ShutoffDelay = TimeSpan.FromSeconds(900) } } : ups)],
    };

    [Fact]
    public void Countdown_AfterAStart_EndsForOneThatRunsOnBeforeEveryCardIsHeard()
    {
        var told = new Told(_site).ToArmed();
        told.Tell(new Started(Told.At(200), "terminal", DateTimeOffset.UnixEpoch), new UpsRead(Told.At(201), "UPS4", Told.Battery with { Conditions = Conditions.ShutdownPending }));
        Assert.Empty(told.Pending<DisarmCut>());

        told.Tell(new NodeProbed(Told.At(202), "node1", ProbeAnswer.Answers));

        Assert.True(Told.At(202) < told.State.LookUntil);
        Assert.Contains(told.Pending<DisarmCut>(), disarm => disarm.Ups == "UPS4");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Countdown_WithMainsThere_EndsAtOnceForOneThatMayBeFedUnseen(bool silent)
    {
        var told = new Told(_site).ToArmed();
        NodesGoOff(told, silent);
        Assert.Equal(NodePower.Off, told.Node("node1").Power);

        told.Tell(new UpsRead(Told.At(500), "UPS4", Told.Good));

        Assert.Equal(silent, told.Pending<DisarmCut>().Any(disarm => disarm.Ups == "UPS4"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Countdown_OnBattery_IsPutOffForOneWhoseSilentCardHasCutItLately(bool silent)
    {
        var told = new Told(_site).ToArmed();
        NodesGoOff(told, silent);
        var off = told.Ups("UPS4").Outputs[0].OffAt;

        told.Tell(new Woke(off - Limits.PutOffBefore));

        Assert.Equal(silent, told.Pending<ArmCut>().Any(cut => cut.Ups == "UPS4"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Countdown_EndsBeforeTheTerminalLeaves_ForOneThatComesOnByItself(bool hasMains)
    {
        var told = new Told(_site).ToArmed();
        NodesGoOff(told, silent: false);
        if (hasMains)
            told.Tell(new UpsRead(Told.At(500), "UPS2", Told.Good with { Source = OutputSource.Off, OutputVoltage = new Volts(0) }));

        told.Tell(new UpsRead(Told.At(501), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(60) }), new Woke(Told.At(520)));

        Assert.Equal(Step.Asked, told.State.Down);
        Assert.Equal(hasMains, told.Pending<DisarmCut>().Any(disarm => disarm.Ups == "UPS4"));
    }

    // In its last moment the order may be lost, and nobody would be there to repeat it.
    [Fact]
    public void Countdown_OfWhichTheTerminalLeavesInDoubt_EndsWhileItCanStillBeToldTwice()
    {
        var told = new Told(_site).ToArmed();
        NodesGoOff(told, silent: false);
        told.Tell(new UpsRead(Told.At(500), "UPS2", Told.Good with { Source = OutputSource.Off, OutputVoltage = new Volts(0) }));

        told.Tell(new UpsRead(Told.At(501), "UPS1", Told.Battery with { RunTime = TimeSpan.FromSeconds(200) }), new Woke(Told.At(605)));

        Assert.NotEqual(Step.Asked, told.State.Down);
        var ended = Assert.Single(told.Pending<DisarmCut>(), disarm => disarm.Ups == "UPS4");

        told.Tell(new EffectDone(Told.At(606), ended.Id));
        for (var at = 607; at < 630; at++)
            told.Tell(new Woke(Told.At(at)));
        Assert.DoesNotContain(told.Pending<ArmCut>(), cut => cut.Ups == "UPS4");
    }

    [Theory]
    [InlineData(361, true)]
    [InlineData(420, false)]
    public void Cut_OfADiskOverOneThatOutlastedItsStop_IsOrderedWhenItsOwnHasEndedItUnseen(int answersUntil, bool ordered)
    {
        var told = Outlasted(answersUntil);

        Assert.Equal(ordered, told.Pending<ArmCut>().Any(cut => cut.Ups == "UPS4"));
    }

    [Fact]
    public void Node_ThatComesUpOnADyingDiskAfterAllTimesAreOver_IsStopped()
    {
        var told = Outlasted(answersUntil: 700);
        Assert.Equal(Phase.Dark, told.State.Runs[0].Phase);
        foreach (var at in new[] { 700, 704 })
            told.Tell(new UpsRead(Told.At(at), "UPS4", Told.Battery with { Conditions = Conditions.LowBattery, RunTime = TimeSpan.FromSeconds(100) }));

        told.Tell(new UpsRead(Told.At(710), "UPS3", Told.Good), new NodeReported(Told.At(720), "node2", AgentWord.Up, 2, RunId.None));

        Assert.Contains(told.Pending<OrderOsStop>(), order => order.Node == "node2");
    }

    // The first answers beyond its time, so that its disk waits for its input to go; its card is silent since its cut's time.
    private static Told Outlasted(int answersUntil)
    {
        var told = new Told(_site).ToArmed();
        foreach (var stop in told.Pending<OrderOsStop>().ToList())
            told.Tell(new EffectDone(Told.At(71), stop.Id));
        told.Tell(new NodeProbed(Told.At(200), "node1", ProbeAnswer.Answers));
        told.Tell(new EffectDone(Told.At(201), Assert.Single(told.Pending<DisarmCut>()).Id));
        for (var at = 205; at < 700; at += 5)
        {
            told.Tell(new NodeProbed(Told.At(at), "node1", at <= answersUntil ? ProbeAnswer.Answers : ProbeAnswer.NoAnswer), new NodeProbed(Told.At(at), "node2", ProbeAnswer.NoAnswer));
            if (at < 362)
                told.Tell(new UpsRead(Told.At(at), "UPS2", Told.Battery with { Conditions = Conditions.ShutdownPending }));
            else if (at == 365)
                told.Tell(new UpsSilent(Told.At(365), "UPS2", SilenceKind.NoAnswer));
            told.Tell(new UpsRead(Told.At(at + 1), "UPS3", at < 362 ? Told.Battery with { Conditions = Conditions.ShutdownPending } : Told.Battery with { Source = OutputSource.Off, OutputVoltage = new Volts(0) }));
            told.Tell(new Woke(Told.At(at + 2)));
        }

        return told;
    }

    // They answer nothing any more, and their outputs go: the card of the first says so, or is silent since before.
    private static void NodesGoOff(Told told, bool silent)
    {
        foreach (var at in new[] { 160, 170, 180 })
            told.Tell(new NodeProbed(Told.At(at), "node1", ProbeAnswer.NoAnswer), new NodeProbed(Told.At(at), "node2", ProbeAnswer.NoAnswer), new Woke(Told.At(at)));
        if (silent)
            told.Tell(new UpsSilent(Told.At(300), "UPS2", SilenceKind.NoAnswer));
        for (var at = 363; at < 450; at += 3)
        {
            foreach (var ups in (string[])(silent ? ["UPS3"] : ["UPS2", "UPS3"]))
                told.Tell(new UpsRead(Told.At(at), ups, Told.Battery with { Source = OutputSource.Off, OutputVoltage = new Volts(0) }));
            told.Tell(new Woke(Told.At(at)));
        }
    }
}

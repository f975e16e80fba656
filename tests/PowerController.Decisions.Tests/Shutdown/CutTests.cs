using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests.Shutdown;

public sealed class CutTests
{
    [Fact]
    public void Cut_RefusedWithBadValue_IsOrderedByTheOtherKind()
    {
        var told = new Told().ToArming();
        var cut = told.Pending<ArmCut>().First();
        Assert.Equal(CutKind.OnBattery, cut.Kind);

        told.Tell(new EffectFailed(Told.At(62), cut.Id, FailureKind.BadValue, "badValue"), new Woke(Told.At(66)));

        Assert.Contains(told.Pending<ArmCut>(), again => again.Ups == cut.Ups && again.Kind == CutKind.Graceful && again.Id != cut.Id);
    }

    [Fact]
    public void Cut_ThatABusyCardRefusesForHalfAMinute_IsStillOrderedAfterIt()
    {
        var told = new Told().ToArming();
        var ups = told.Pending<ArmCut>().First().Ups;

        for (var at = 61.5; at < 92; at += 0.5)
        {
            foreach (var cut in told.Pending<ArmCut>().ToList())
                told.Tell(new EffectFailed(Told.At(at), cut.Id, FailureKind.Refused, "busy"));
            told.Tell(new Woke(Told.At(at)));
        }

        Assert.NotEqual(CutStage.Impossible, told.Ups(ups).Outputs[0].Cut);
        for (var at = 92; at < 120 && !told.Pending<ArmCut>().Any(cut => cut.Ups == ups); at++)
            told.Tell(new Woke(Told.At(at)));
        Assert.Contains(told.Pending<ArmCut>(), cut => cut.Ups == ups);
    }

    [Fact]
    public void Cut_WhoseDelayTheCardCannotRun_IsOrderedAgainHoweverOften()
    {
        var told = new Told().ToArming();
        var ups = told.Pending<ArmCut>().First().Ups;

        var orders = 0;
        for (var at = 61.5; at < 240; at += 0.5)
        {
            foreach (var cut in told.Pending<ArmCut>().Where(cut => cut.Ups == ups).ToList())
            {
                orders++;
                told.Tell(new EffectFailed(Told.At(at), cut.Id, FailureKind.TooLong, "too short"));
            }

            told.Tell(new Woke(Told.At(at)));
        }

        Assert.InRange(orders, Limits.CutAttempts + 1, 12);
        Assert.NotEqual(CutStage.Impossible, told.Ups(ups).Outputs[0].Cut);
    }

    [Fact]
    public void Cut_WhoseDelayFitsItsCardOnlyWhenNothingCanHaveBootedAnyMore_IsWaitedForInTheDark()
    {
        var told = new Told().ToArming();
        // Nobody looked for a while: whoever was on its way down may have been started.
        told.Tell(new Started(Told.At(100), "terminal", DateTimeOffset.UnixEpoch), new BecameMaster(Told.At(101), 2));

        for (var at = 102.0; at < 1500 && told.State.Runs[0].Phase <= Phase.Dark; at++)
        {
            foreach (var ups in told.Site.Upses)
                told.Tell(new UpsRead(Told.At(at), ups.Name, told.Ups(ups.Name).Outputs[0] is { Cut: CutStage.Armed or CutStage.Done } cut && cut.OffAt <= Told.At(at) ? Told.Battery with { Source = OutputSource.Off, OutputVoltage = new Volts(0) } : Told.Battery));
            foreach (var cut in told.Pending<ArmCut>().ToList())
                told.Tell(cut.Delay > TimeSpan.FromSeconds(600) ? new EffectFailed(Told.At(at + 0.2), cut.Id, FailureKind.TooLong, "no more than 600 s") : new EffectDone(Told.At(at + 0.2), cut.Id));
            foreach (var probe in told.Pending<ProbeNode>().ToList())
                told.Tell(new NodeProbed(Told.At(at + 0.4), probe.Node, ProbeAnswer.NoAnswer));
            told.Tell(new Woke(Told.At(at + 0.6)));
        }

        Assert.Equal(Phase.AwaitingPower, told.State.Runs[0].Phase);
        Assert.All(told.State.Upses.Skip(1), ups => Assert.Equal(CutStage.Done, ups.Outputs[0].Cut));
    }

    [Theory]
    [InlineData(100, 10)]
    [InlineData(320, 3)]
    public void Node_ThatIsNotKnownToBeOff_IsAskedMoreOftenAsItsCutComesNear(int at, int pace)
    {
        var told = new Told().ToArming();
        // The nodes' outputs first, then the disk's.
        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(62), cut.Id));

        told.Tell(new Woke(Told.At(at)));

        var probes = told.State.Runs[0].Pending.Where(pending => pending.Effect is ProbeNode).ToList();
        Assert.NotEmpty(probes);
        Assert.All(probes, probe => Assert.Equal(Told.At(pace), probe.RetryEvery));
    }

    [Fact]
    public void Cut_ReadBackShorterThanOrdered_IsAnAlarm()
    {
        var told = new Told().ToArming();
        var cut = told.Pending<ArmCut>().First();

        told.Tell(new EffectDone(Told.At(62), cut.Id, TimeSpan.FromSeconds(20)));

        Assert.True(told.Rules.Has(Rule.CutReadBackDiffers));
        Assert.Contains(told.Effects, effect => effect is Notify { Urgency: Urgency.Alarm });
    }

    [Fact]
    public void Delay_IsNeverShorterThanTheStopsItMustCover()
    {
        var told = new Told().ToArming();

        Assert.All(told.Pending<ArmCut>(), cut => Assert.True(cut.Delay >= TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void Effect_WithoutAResult_IsRepeatedWithTheSameId()
    {
        var told = new Told().Commit();
        var order = Assert.Single(told.Pending<OrderClusterStop>());

        told.Tell(new Woke(Told.At(31) + Limits.OrderRetry));

        Assert.Contains(told.Effects, effect => effect.Id == order.Id);
        Assert.True(told.Rules.Has(Rule.EffectRepeated));
    }

    [Fact]
    public void Result_OfARunNobodyKnows_ChangesNothing()
    {
        var told = new Told();
        var state = told.State;

        told.Tell(new EffectDone(Told.At(9), new EffectId(new RunId(7, 7), 7)));

        Assert.Same(state, told.State);
    }

    [Fact]
    public void Disk_WhileADependentNodeIsUntold_IsNotArmed()
    {
        var told = new Told().Commit();
        told.Tell(new NodeSilent(Told.At(32), "node2"));
        told.Tell(new NodeReported(Told.At(60), "node1", AgentWord.ClusterStopped, 1, RunId.None));
        told.Tell(new NodeReported(Told.At(170), "node1", AgentWord.OsStopping, 1, RunId.None));
        for (var at = 171; at < 600; at += 5)
            told.Tell(new Woke(Told.At(at)));

        Assert.DoesNotContain(told.Pending<ArmCut>(), cut => cut.Ups == "UPS4");
        Assert.Contains(told.State.Runs[0].GivenUp, text => text.Contains("UPS4", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Conditions.ShutdownPending, 4, false)]
    [InlineData(Conditions.None, 4, true)]
    [InlineData(Conditions.ShutdownPending, 40, true)]
    public void Card_ThatIsSilentForAMomentRightBeforeItsCut_HasNotHadItWhileItCountsOn(Conditions shown, double silence, bool mayHaveBooted)
    {
        var told = new Told().ToArming();
        foreach (var cut in told.Pending<ArmCut>().ToList())
            told.Tell(new EffectDone(Told.At(62), cut.Id));
        var counting = Told.Battery with { Conditions = Conditions.ShutdownPending };
        var last = told.Ups("UPS2").Outputs[0].OffAt.TotalSeconds - 2;
        for (var at = 63.0; at < last - silence; at++)
            told.Tell(new UpsRead(Told.At(at), "UPS2", counting));

        told.Tell(new UpsSilent(Told.At(last - silence), "UPS2", SilenceKind.NoAnswer), new UpsRead(Told.At(last), "UPS2", Told.Battery with { Conditions = shown }));

        Assert.Equal(mayHaveBooted, told.Node("node1").MayBootSince > TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0.3, false)]
    [InlineData(20, false)]
    [InlineData(40, true)]
    public void Card_ThatCountsNoMoreAndIsStillOn_HasForgottenItsCountdownOnlyLongBeforeItsEnd(double before, bool again)
    {
        // Its values are not read in one moment, or it tells of its output a moment later.
        var told = new Told().ToArming();
        foreach (var cut in told.Pending<ArmCut>().ToList())
            told.Tell(new EffectDone(Told.At(62), cut.Id));
        var last = told.Ups("UPS2").Outputs[0].OffAt.TotalSeconds - before;
        for (var at = 63.0; at < last; at++)
            told.Tell(new UpsRead(Told.At(at), "UPS2", Told.Battery with { Conditions = Conditions.ShutdownPending }));

        told.Tell(new UpsRead(Told.At(last), "UPS2", Told.Battery), new Woke(Told.At(last + 0.2)));

        Assert.Equal(again, told.Pending<ArmCut>().Any(cut => cut.Ups == "UPS2"));
    }

    [Fact]
    public void Card_ThatCountsNoMoreWithMainsThere_MayJustHaveCutItsDisk()
    {
        var told = new Told().ToArming();
        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(62), cut.Id));
        told.Tell(new UpsRead(Told.At(63), "UPS4", Told.Good with { Conditions = Conditions.ShutdownPending }));
        Assert.Equal(DiskPower.Warm, told.State.Disks[0].Power);

        told.Tell(new UpsRead(Told.At(65), "UPS4", Told.Good));

        Assert.Equal(DiskPower.WarmingUp, told.State.Disks[0].Power);
    }
}

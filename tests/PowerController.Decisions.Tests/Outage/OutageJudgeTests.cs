using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Units;

namespace PowerController.Decisions.Tests.Outage;

public sealed class OutageJudgeTests
{
    [Fact]
    public void Failure_BeforeItsConfirmTime_IsNotEstablished()
    {
        var told = new Told().Tell(Read(1, Told.Battery), Read(60.9, Told.Battery));
        Assert.Equal(UpsPower.OnBattery, told.Ups("UPS2").Power);

        told.Tell(Read(61, Told.Battery));
        Assert.Equal(UpsPower.Failed, told.Ups("UPS2").Power);
    }

    [Fact]
    public void Failure_ByTheClockAlone_IsNotEstablished()
    {
        var told = new Told().Tell(Read(1, Told.Battery), new Woke(Told.At(61)));

        Assert.Equal(UpsPower.OnBattery, told.Ups("UPS2").Power);
        Assert.Contains(told.Effects, effect => effect is Model.Effects.ReadNow { Ups: "UPS2" });
    }

    [Fact]
    public void ConfirmTime_AfterADip_StartsAnew()
    {
        var told = new Told().Tell(Read(1, Told.Battery), Read(50, Told.Good), Read(51, Told.Battery), Read(62, Told.Battery));

        Assert.Equal(UpsPower.OnBattery, told.Ups("UPS2").Power);
    }

    [Fact]
    public void LowBattery_ForOneReading_IsDebounced()
    {
        var low = Told.Battery with { Conditions = Conditions.LowBattery };
        var told = new Told().Tell(Read(1, low));
        Assert.Equal(UpsPower.OnBattery, told.Ups("UPS2").Power);

        told.Tell(Read(2, Told.Battery), Read(5, low));
        Assert.Equal(UpsPower.OnBattery, told.Ups("UPS2").Power);

        told.Tell(Read(8, low));
        Assert.Equal(UpsPower.Exhausting, told.Ups("UPS2").Power);
    }

    [Fact]
    public void LowBattery_OnMains_IsIgnored()
    {
        var told = new Told().Tell(Read(1, Told.Good with { Conditions = Conditions.LowBattery }), Read(60, Told.Good with { Conditions = Conditions.LowBattery }));

        Assert.Equal(UpsPower.Good, told.Ups("UPS2").Power);
    }

    [Fact]
    public void RunTime_BelowWhatTheStopNeeds_ActsBeforeTheConfirmTime()
    {
        var shortOf = Told.Battery with { RunTime = TimeSpan.FromSeconds(100) };
        var told = new Told().Tell(Read(1, shortOf), Read(4, shortOf));

        Assert.Equal(UpsPower.Exhausting, told.Ups("UPS2").Power);
    }

    [Theory]
    [InlineData(100, 30, UpsPower.Good)]
    [InlineData(0, 0, UpsPower.OutputOff)]
    public void Off_IsBelievedOnlyWithAWitness(double volts, double load, UpsPower expected)
    {
        var off = Told.Good with { Source = OutputSource.Off, OutputVoltage = new Volts(volts), Load = new Percent(load) };

        var told = new Told().Tell(Read(1, off), Read(4, off));

        Assert.Equal(expected, told.Ups("UPS2").Power);
    }

    [Fact]
    public void Off_WithoutAnyWitness_IsNotBelieved()
    {
        var off = new Reading(OutputSource.Off, Conditions.None);

        var told = new Told().Tell(Read(1, off), Read(4, off), Read(9, off));

        Assert.NotEqual(UpsPower.OutputOff, told.Ups("UPS2").Power);
    }

    [Fact]
    public void SourceUnknown_IsSilence_AndNeverGood()
    {
        var told = new Told().Tell(Read(1, Told.Good with { Source = OutputSource.Unknown }));

        Assert.Equal(UpsPower.Silent, told.Ups("UPS2").Power);
        Assert.Equal(UpsPower.Good, told.Ups("UPS2").LastPower);
        Assert.False(told.Ups("UPS2").IsGood);
    }

    [Fact]
    public void OptionalValues_NotTold_LeaveTheStatusAlone()
    {
        var told = new Told().Tell(Read(1, new Reading(OutputSource.Battery, Conditions.None)));

        Assert.Equal(UpsPower.OnBattery, told.Ups("UPS2").Power);
    }

    [Fact]
    public void OneReading_ConcernsOneUps()
    {
        var told = new Told();
        var others = told.State.Upses.Where(ups => !ReferenceEquals(ups, told.Ups("UPS2"))).ToArray();

        told.Tell(Read(1, Told.Battery));

        Assert.All(others, ups => Assert.Contains(ups, told.State.Upses));
    }

    // A card that tells no input voltage, and tests its battery: what it tells of that must agree.
    [Theory]
    [InlineData(90, 0, false, false)]
    [InlineData(90, 3000, true, false)]
    [InlineData(90, 0, true, true)]
    [InlineData(90, 60, false, true)]
    [InlineData(30, 0, false, true)]
    [InlineData(30, 3000, true, true)]
    public void Test_OfACardThatTellsNoInputVoltage_IsAnOutageWhereItsFiguresAgree(double charge, double runTime, bool isLow, bool isOutage)
    {
        var tests = Told.Battery with
        {
            InputVoltage = null, Charge = new Percent(charge), RunTime = TimeSpan.FromSeconds(runTime),
            Conditions = Conditions.SelfTesting | (isLow ? Conditions.LowBattery : Conditions.None),
        };

        var told = new Told().Tell(Read(1, tests), Read(3, tests));

        Assert.Equal(isOutage, told.Ups("UPS2").Mains == MainsState.Lost);
    }

    // It tells neither voltage nor load; that its output was cut, and is on again, was seen by nobody.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Off_AfterACutThatWasOverInASilence_IsBorneOutByThatCutNoMore(bool cameBack)
    {
        var told = new Told().ToArming();
        while (told.Pending<ArmCut>().FirstOrDefault() is { } cut)
            told.Tell(new EffectDone(Told.At(62), cut.Id));
        var off = told.Ups("UPS4").Outputs[0].OffAt.TotalSeconds;
        var on = new Reading(OutputSource.Mains, Conditions.None);
        told.Tell(new UpsSilent(Told.At(off), "UPS4", SilenceKind.NoAnswer), new Woke(Told.At(off + 61)), new Woke(Told.At(off + 62)));
        Assert.Equal(CutStage.Done, told.Ups("UPS4").Outputs[0].Cut);
        if (cameBack)
            told.Tell(new UpsRead(Told.At(off + 400), "UPS4", on));

        foreach (var at in new[] { 500, 504 })
            told.Tell(new UpsRead(Told.At(off + at), "UPS4", on with { Source = OutputSource.Off }));

        Assert.Equal(cameBack ? OutputPower.On : OutputPower.Off, told.Ups("UPS4").Output);
    }

    private static UpsRead Read(double at, Reading reading) => new(Told.At(at), "UPS2", reading);
}

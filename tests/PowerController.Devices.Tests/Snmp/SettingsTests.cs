using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Tests.Snmp;

public class SettingsTests
{
    private const string ShutoffDelay = SampleCards.Apc + ".5.2.10.0";
    private readonly ManualTime _time = new();

    [Fact]
    public void Read_ApcCard_GivesUnitsAndWords()
    {
        var settings = _time.Finish(Driver(SampleCards.SmartUps()).ReadSettingsAsync(default)).Value!;
        Assert.Equal(new DurationSetting(TimeSpan.FromSeconds(90)), settings[SettingName.ShutoffDelay]);
        Assert.Equal(new VoltsSetting(new Volts(108)), settings[SettingName.UpperTransfer]);
        Assert.Equal(new WordSetting("high"), settings[SettingName.Sensitivity]);
        Assert.Null(settings[SettingName.SleepTime]);
    }

    [Fact]
    public void Write_TicksObject_IsWrittenInHundredthsAndAsTicks()
    {
        var card = SampleCards.SmartUps();
        var outcome = Write(card, new SettingChange(SettingName.ShutoffDelay, new DurationSetting(TimeSpan.FromSeconds(300))));
        Assert.Equal(SettingResult.Written, outcome.Result);
        Assert.Equal(new VarBind(Oid.Parse(ShutoffDelay), SnmpValue.TimeTicks(30_000)), Assert.Single(card.Writes));
    }

    [Fact]
    public void Write_CardCorrectsIt_IsReportedWithWhatItMade()
    {
        var card = SampleCards.SmartUps();
        card.OnSet = varBind =>
        {
            card.Objects[varBind.Name] = SnmpValue.TimeTicks(36_000);
            return null;
        };
        var outcome = Write(card, new SettingChange(SettingName.ShutoffDelay, new DurationSetting(TimeSpan.FromSeconds(300))));
        Assert.Equal(SettingResult.Corrected, outcome.Result);
        Assert.Equal(new DurationSetting(TimeSpan.FromMinutes(6)), outcome.After);
        Assert.Contains("made 6m of 5m", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CardCorrectsItLater_IsStillSeen()
    {
        // The value is right at once and corrected after two seconds: reading at once would call it written.
        var card = SampleCards.SmartUps();
        var driver = Driver(card);
        _time.Finish(driver.IdentifyAsync(default));
        using var later = _time.CreateTimer(_ => card[ShutoffDelay] = SnmpValue.TimeTicks(36_000), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        var report = _time.Finish(driver.WriteSettingsAsync([new SettingChange(SettingName.ShutoffDelay, new DurationSetting(TimeSpan.FromSeconds(300)))], default));
        Assert.Equal(SettingResult.Corrected, report.Value!.Outcomes.Single().Result);
    }

    [Fact]
    public void Write_CardAcknowledgesAndKeepsTheOldValue_IsIgnored()
    {
        var card = SampleCards.SmartUps();
        card.OnSet = _ => null;
        Assert.Equal(SettingResult.Ignored, Write(card, new SettingChange(SettingName.ShutoffDelay, new DurationSetting(TimeSpan.FromSeconds(300)))).Result);
    }

    [Fact]
    public void Write_NotAmongTheCardsOwnValues_IsNotWritten()
    {
        var card = SampleCards.SmartUps()
            .With(SampleCards.Apc + ".5.2.16.1.2.1", "1.3.6.1.4.1.318.1.1.1.5.2.10")
            .With(SampleCards.Apc + ".5.2.16.1.3.1", "90,180,270,360");
        var outcome = Write(card, new SettingChange(SettingName.ShutoffDelay, new DurationSetting(TimeSpan.FromSeconds(300))));
        Assert.Equal(SettingResult.NotAllowed, outcome.Result);
        Assert.Empty(card.Writes);
        Assert.Contains("one of 90s, 3m, 270s, 6m; the nearest is 6m", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(SettingResult.Written, Write(card, new SettingChange(SettingName.ShutoffDelay, new DurationSetting(TimeSpan.FromMinutes(6)))).Result);
    }

    [Fact]
    public void Write_NameLongerThanTheCardKeeps_IsNotWritten()
    {
        var card = SampleCards.SmartUps();
        Assert.Equal(SettingResult.NotAllowed, Write(card, new SettingChange(SettingName.Name, new TextSetting("NINECHARS"))).Result);
        Assert.Empty(card.Writes);
    }

    [Fact]
    public void Write_OneRefused_TheOthersAreWritten()
    {
        var card = SampleCards.SmartUps();
        card.OnSet = varBind =>
        {
            if (varBind.Name == Oid.Parse(SampleCards.Apc + ".5.2.2.0"))
                return new SnmpFailure(SnmpFailureKind.ErrorStatus, SnmpErrorStatus.WrongValue, 1);
            card.Objects[varBind.Name] = varBind.Value;
            return null;
        };
        var report = _time.Finish(Driver(card).WriteSettingsAsync(
            [
                new SettingChange(SettingName.UpperTransfer, new VoltsSetting(new Volts(112))),
                new SettingChange(SettingName.LowerTransfer, new VoltsSetting(new Volts(90))),
            ], default)).Value!;
        Assert.Equal([SettingResult.Refused, SettingResult.Written], report.Outcomes.Select(outcome => outcome.Result));
        Assert.False(report.IsAsWanted);
    }

    [Fact]
    public void Write_ValueAlreadyThere_IsNotWritten()
    {
        var card = SampleCards.SmartUps();
        Assert.Equal(SettingResult.Unchanged, Write(card, new SettingChange(SettingName.Sensitivity, new WordSetting("high"))).Result);
        Assert.Empty(card.Writes);
    }

    [Fact]
    public void Write_UnknownWord_SaysWhatThereIs()
    {
        var outcome = Write(SampleCards.SmartUps(), new SettingChange(SettingName.Sensitivity, new WordSetting("hgih")));
        Assert.Equal(SettingResult.NotAllowed, outcome.Result);
        Assert.Contains("auto, low, medium, high", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_DeadCard_IsAFaultWithinItsDeadline()
    {
        var card = SampleCards.SmartUps();
        var driver = Driver(card);
        _time.Finish(driver.IdentifyAsync(default));
        card.IsDead = true;
        var report = _time.Finish(driver.WriteSettingsAsync([new SettingChange(SettingName.Sensitivity, new WordSetting("low"))], default));
        Assert.Equal(DeviceFaultKind.NoAnswer, report.Fault!.Kind);
        Assert.True(_time.Now <= Limits.SettingsDeadline);
    }

    private SnmpDriver Driver(FakeCard card) => new(card, ProfileLibrary.BuiltIn, null, _time);

    private SettingOutcome Write(FakeCard card, SettingChange change)
    {
        var report = _time.Finish(Driver(card).WriteSettingsAsync([change], default));
        Assert.True(report.IsGood, report.Fault?.Text);
        return Assert.Single(report.Value!.Outcomes);
    }
}

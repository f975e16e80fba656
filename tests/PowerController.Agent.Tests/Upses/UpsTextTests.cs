using PowerController.Agent.Upses;
using PowerController.Model.Readings;
using PowerController.Model.Units;

namespace PowerController.Agent.Tests.Upses;

/// <summary>What other UPS programs print, as they print it.</summary>
public sealed class UpsTextTests
{
    private const string Upsc =
        """
        Init SSL without certificate database
        battery.charge: 93
        battery.charge.low: 10
        battery.runtime: 1770
        battery.temperature: 29.4
        battery.voltage: 26.9
        device.mfr: American Power Conversion
        device.model: Smart-UPS 1500
        input.frequency: 50.0
        input.voltage: 0.0
        output.current: 1.30
        output.voltage: 230.4
        ups.load: 21.5
        ups.realpower: 210
        ups.status: OB DISCHRG LB
        """;

    private const string Apcaccess =
        """
        APC      : 001,043,1023
        DATE     : 2026-03-01 20:14:22 +0900
        HOSTNAME : node2
        VERSION  : 3.14.14 (31 May 2016) debian
        UPSNAME  : UPS2
        CABLE    : Custom Cable Smart
        STATUS   : ONLINE
        LINEV    : 101.5 Volts
        LOADPCT  : 18.2 Percent
        BCHARGE  : 100.0 Percent
        TIMELEFT : 42.5 Minutes
        OUTPUTV  : 101.5 Volts
        ITEMP    : 27.0 C
        BATTV    : 27.3 Volts
        LINEFREQ : 60.0 Hz
        SELFTEST : NO
        END APC  : 2026-03-01 20:14:30 +0900
        """;

    [Fact]
    public void Upsc_OfAUpsOnBattery_IsRead()
    {
        Assert.Equal(
            new Reading(OutputSource.Battery, Conditions.LowBattery, new Percent(93), TimeSpan.FromSeconds(1770), new Percent(21.5), new Watts(210), new Volts(0), new Hertz(50),
                new Volts(230.4), new Amperes(1.3), new Volts(26.9), new Celsius(29.4)),
            UpsText.Read(Upsc));
    }

    [Fact]
    public void Apcaccess_OfAUpsOnMains_IsRead()
    {
        Assert.Equal(
            new Reading(OutputSource.Mains, Conditions.None, new Percent(100), TimeSpan.FromMinutes(42.5), new Percent(18.2), null, new Volts(101.5), new Hertz(60),
                new Volts(101.5), null, new Volts(27.3), new Celsius(27)),
            UpsText.Read(Apcaccess));
        // Asked to, it leaves the units away.
        Assert.Equal(UpsText.Read(Apcaccess), UpsText.Read(Apcaccess.Replace(" Volts", "", StringComparison.Ordinal).Replace(" Percent", "", StringComparison.Ordinal).Replace(" Minutes", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ups.status: OL CHRG", OutputSource.Mains, Conditions.Charging)]
    [InlineData("ups.status: OL CAL", OutputSource.Mains, Conditions.Calibrating)]
    [InlineData("ups.status: OB CAL DISCHRG", OutputSource.Battery, Conditions.Calibrating)]
    [InlineData("ups.status: OL OFF", OutputSource.Off, Conditions.None)]
    [InlineData("ups.status: ALARM OL BYPASS RB", OutputSource.Bypass, Conditions.OtherAlarm | Conditions.ReplaceBattery)]
    [InlineData("STATUS   : ONBATT LOWBATT", OutputSource.Battery, Conditions.LowBattery)]
    [InlineData("STATUS   : TRIM ONLINE REPLACEBATT", OutputSource.Mains, Conditions.Trim | Conditions.ReplaceBattery)]
    public void Status_OfEachKind_IsWhatItMeans(string text, OutputSource source, Conditions conditions)
    {
        var reading = UpsText.Read(text);

        Assert.Equal((source, conditions), (reading!.Source, reading.Conditions));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Error: Data stale")]
    [InlineData("Error: Driver not connected")]
    [InlineData("ups.status: WAIT")]
    [InlineData("battery.charge: 100")]
    [InlineData("STATUS   : COMMLOST")]
    [InlineData("STATUS   : ONLINE COMMLOST")]
    [InlineData("STATUS   : SHUTTING DOWN")]
    public void Text_ThatDoesNotSayHowTheUpsIs_IsSilence(string text) => Assert.Null(UpsText.Read(text));

    [Theory]
    [InlineData("battery.charge: NaN")]
    [InlineData("battery.charge: -4")]
    [InlineData("battery.charge: 1e300")]
    [InlineData("battery.charge: full")]
    [InlineData("battery.runtime: 1e300\nbattery.charge:")]
    public void Figure_ThatIsNone_IsNotTold(string line)
    {
        var reading = UpsText.Read(line + "\nups.status: OL");

        Assert.Equal(new Reading(OutputSource.Mains, Conditions.None), reading);
    }
}

using PowerController.Model.Units;

namespace PowerController.Model.Tests.Units;

public sealed class UnitTextTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1500, "1500ms")]
    [InlineData(30_000, "30s")]
    [InlineData(90_000, "90s")]
    [InlineData(120_000, "2m")]
    [InlineData(5_400_000, "90m")]
    [InlineData(7_200_000, "2h")]
    [InlineData(172_800_000, "2d")]
    public void Of_Duration_UsesTheLargestUnitThatLosesNothing(long milliseconds, string expected) =>
        Assert.Equal(expected, UnitText.Of(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(226, "226 s")]
    [InlineData(2.5, "2.5 s")]
    public void Seconds_Sentence_HasTheFigureAndTheUnit(double seconds, string expected) =>
        Assert.Equal(expected, UnitText.Seconds(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Quantities_InText_CarryTheirUnit() =>
        Assert.Equal(
            ["15%", "108 V", "1500 W", "49.98 Hz", "45 °C", "4.2 A"],
            new object[] { new Percent(15), new Volts(108), new Watts(1500), new Hertz(49.98), new Celsius(45), new Amperes(4.2) }.Select(value => $"{value}"));

    [Fact]
    public void Quantities_Compared_GoByTheirValue()
    {
        Assert.True(new Percent(10) < new Percent(90));
        Assert.True(new Volts(108) >= new Volts(92));
        Assert.True(new Celsius(-5) <= new Celsius(0));
        Assert.True(new Watts(2) > new Watts(1));
        Assert.Equal([new Hertz(49), new Hertz(50)], new[] { new Hertz(50), new Hertz(49) }.Order());
        Assert.Equal([new Amperes(1), new Amperes(2)], new[] { new Amperes(2), new Amperes(1) }.Order());
    }
}

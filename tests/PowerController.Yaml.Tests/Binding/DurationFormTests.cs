using PowerController.Yaml.Binding;

namespace PowerController.Yaml.Tests.Binding;

public sealed class DurationFormTests
{
    private readonly DurationForm _form = new();

    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1500ms", 1500)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h1ms", 3_600_001)]
    [InlineData("0s", 0)]
    [InlineData("90m", 5_400_000)]
    public void Read_GoodText_GivesTheTime(string text, long milliseconds)
    {
        Assert.True(_form.TryRead(text, out var value, out _));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
        Assert.True(_form.TryRead(_form.Write(value), out var again, out _));
        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData("30", "Write 30s for seconds, or 30m for minutes.")]
    [InlineData("0", "Write 0s.")]
    [InlineData("", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("s", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("30 s", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("30sec", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("30s1m", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("1m1m", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("-5s", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("1.5h", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("99999999999999d", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    [InlineData("٣s", "Write it like 30s, 5m, 2h, 1500ms or 1m30s.")]
    public void Read_WrongText_SaysHowToWriteIt(string text, string remedy)
    {
        Assert.False(_form.TryRead(text, out _, out var said));
        Assert.Equal(remedy, said);
    }
}

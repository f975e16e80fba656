namespace PowerController.Snmp;

public sealed class OidTests
{
    [Theory]
    [InlineData("1.3.6.1.2.1.1.2.0")]
    [InlineData("0.0")]
    [InlineData("2.999.4294967295")]
    public void Text_ReadAndWritten_IsTheSame(string text) => Assert.Equal(text, Oid.Parse(text).ToString());

    [Fact]
    public void Text_WithLeadingDot_IsRead() => Assert.Equal(Oid.Of(1, 3, 6), Oid.Parse(".1.3.6"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.3.")]
    [InlineData("1..3")]
    [InlineData("3.1")]
    [InlineData("1.40")]
    [InlineData("1.3.4294967296")]
    [InlineData("1.3.-1")]
    [InlineData("a.b")]
    [InlineData("1.3. 6")]
    public void Text_ThatIsNone_IsRefused(string text) => Assert.False(Oid.TryParse(text, out _));

    [Fact]
    public void Text_Of129Numbers_IsRefused() => Assert.False(Oid.TryParse("1.3" + string.Concat(Enumerable.Repeat(".1", 127)), out _));

    [Fact]
    public void Order_ComparesNumbersNotText()
    {
        Oid[] ordered = [Oid.Parse("1.3.6"), Oid.Parse("1.3.6.2"), Oid.Parse("1.3.6.10"), Oid.Parse("1.3.6.10.0"), Oid.Parse("1.3.7")];
        Assert.Equal(ordered, ordered.Reverse().Order());
    }

    [Fact]
    public void StartsWith_NeedsWholeNumbers()
    {
        Assert.True(Oid.Parse("1.3.6.1").StartsWith(Oid.Parse("1.3.6")));
        Assert.False(Oid.Parse("1.3.61").StartsWith(Oid.Parse("1.3.6")));
    }

    [Fact]
    public void Append_KeepsTheOriginal()
    {
        Oid root = Oid.Parse("1.3.6");
        Assert.Equal("1.3.6.1.0", root.Append(1, 0).ToString());
        Assert.Equal("1.3.6", root.ToString());
    }
}

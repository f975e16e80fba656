using PowerController.Yaml.Binding;

namespace PowerController.Yaml.Tests.Binding;

public sealed class WordsTests
{
    [Theory]
    [InlineData("confirmTme", "confirmTime")]
    [InlineData("confrimTime", "confirmTime")]
    [InlineData("CONFIRMTIME", "confirmTime")]
    [InlineData("nmae", "name")]
    public void Nearest_Typo_FindsWhatWasMeant(string written, string meant) =>
        Assert.Equal(meant, Words.Nearest(written, ["address", "confirmTime", "name", "supply"]));

    [Theory]
    [InlineData("colour")]
    [InlineData("x")]
    [InlineData("")]
    public void Nearest_SomethingElse_FindsNothing(string written) =>
        Assert.Null(Words.Nearest(written, ["address", "confirmTime", "name", "supply"]));

    [Theory]
    [InlineData("EveryTwoWeeks", "every-two-weeks")]
    [InlineData("Sha256", "sha256")]
    [InlineData("Aes192Cisco", "aes192-cisco")]
    public void Kebab_NameInCode_BecomesWords(string name, string words) => Assert.Equal(words, Words.Kebab(name));
}

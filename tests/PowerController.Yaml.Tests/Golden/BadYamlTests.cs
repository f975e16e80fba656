using PowerController.Yaml.Tests.Binding;

namespace PowerController.Yaml.Tests.Golden;

public sealed class BadYamlTests
{
    private static readonly GoldenCases Cases = new(
        "tests/PowerController.Yaml.Tests/Golden/bad-yaml.txt",
        input => Example.Parse(input).Errors.Select(error => error.ToString()));

    public static TheoryData<string> Titles => [.. Cases.Titles];

    [Theory]
    [MemberData(nameof(Titles))]
    public void BadYaml_IsRefused_WithPlaceValueAndRemedy(string title)
    {
        if (Repository.Refreshing)
            return;
        var (expected, actual) = Cases.Of(title);

        Assert.Equal(expected, actual);
        Assert.NotEqual("", actual);
    }

    [Fact]
    public void BadYaml_Cases_AreAtLeastForty()
    {
        if (Repository.Refreshing)
            Cases.Refresh();

        Assert.True(Cases.Titles.Count() >= 40);
        Assert.Equal(Cases.Titles.Count(), Cases.Titles.Distinct(StringComparer.Ordinal).Count());
    }
}

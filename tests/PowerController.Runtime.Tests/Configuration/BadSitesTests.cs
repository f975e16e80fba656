using PowerController.Runtime.Configuration;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.Runtime.Tests.Configuration;

public sealed class BadSitesTests
{
    private static readonly GoldenCases Cases = new(
        "tests/PowerController.Runtime.Tests/Configuration/bad-sites.txt",
        input => SiteConfiguration.Parse(input, "site.yaml").Errors.Select(error => error.ToString()));

    public static TheoryData<string> Titles => [.. Cases.Titles];

    [Theory]
    [MemberData(nameof(Titles))]
    public void BadSite_IsRefused_WithPlaceValueAndRemedy(string title)
    {
        if (Repository.Refreshing)
            return;
        var (expected, actual) = Cases.Of(title);

        Assert.Equal(expected, actual);
        Assert.NotEqual("", actual);
    }

    [Fact]
    public void BadSites_Cases_AreAtLeastForty()
    {
        if (Repository.Refreshing)
            Cases.Refresh();

        Assert.True(Cases.Titles.Count() >= 40);
    }

    /// <summary>What costs length times length would take hours here.</summary>
    [Fact]
    public void ManyMistakes_InALargeFile_AreCountedAndNotSearchedFor()
    {
        var numbers = Enumerable.Range(0, 20_000).ToList();
        var text = "site: s\nbuild: single\ngroups:\n- name: g\n  upses:\n" + string.Concat(numbers.Select(number => $"  - {{name: UPS-{number}, simulated: {{}}}}\n"))
            + "  nodes:\n" + string.Concat(numbers.Select(number => $"  - {{name: node-{number}, address: 10.0.0.1, supply: USP-{number}}}\n"));

        var errors = SiteConfiguration.Parse(text, "site.yaml").Errors;

        Assert.Equal(101, errors.Length);
        Assert.Equal("19900 more errors are not shown.", errors[^1].Message);
    }

    [Fact]
    public void Load_OfAFile_AsksForTheDirectory()
    {
        var file = Repository.At("config/site.yaml");

        Assert.Equal($"{file}: This is a file, but the directory of a configuration is expected. Name the directory that holds site.yaml.",
            Assert.Single(SiteConfiguration.Load(file).Errors).ToString());
    }

    [Fact]
    public void Load_OfNothing_SaysHowToBegin()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), "no-such-configuration");

        Assert.Equal($"{nowhere}: There is no such directory. Name the directory that holds site.yaml, or make one with 'powerctl init'.",
            Assert.Single(SiteConfiguration.Load(nowhere).Errors).ToString());
    }

    [Fact]
    public void Load_OfAnEmptyDirectory_SaysHowToBegin()
    {
        var empty = Directory.CreateTempSubdirectory().FullName;

        Assert.Equal($"{Path.Combine(empty, "site.yaml")}: The directory holds no site. Name another directory, or make the file with 'powerctl init'.",
            Assert.Single(SiteConfiguration.Load(empty).Errors).ToString());
    }

    [Fact]
    public void Load_OfADirectoryNamedAsTheFile_IsRefused()
    {
        var odd = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(odd, "site.yaml"));

        Assert.Contains("This is a directory", Assert.Single(SiteConfiguration.Load(odd).Errors).Message, StringComparison.Ordinal);
    }
}

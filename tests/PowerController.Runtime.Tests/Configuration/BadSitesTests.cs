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

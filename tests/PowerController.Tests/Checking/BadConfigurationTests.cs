using System.Globalization;
using System.Text.RegularExpressions;
using PowerController.Decisions.Checks;
using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Checking;

/// <summary>Each directory in Bad holds a site with one thing wrong and what `powerctl check` says of it.</summary>
/// <remarks>With UPDATE_GOLDEN=1 the expectations are written anew; then read the difference.</remarks>
public sealed partial class BadConfigurationTests
{
    private static readonly string _bad = Repository.Path("tests", "PowerController.Tests", "Checking", "Bad");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(_bad).Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_BadConfiguration_SaysWhatIsWrong(string name)
    {
        var run = PowerCtlRun.Of("check", "--config", Path.Combine(_bad, name));
        // The digest changes with every new figure a site can have; it has tests of its own.
        var said = Digest().Replace((run.Output + run.Error).Replace(_bad + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), "configuration …")
            + string.Create(CultureInfo.InvariantCulture, $"exit {run.ExitCode}\n");

        var expected = Path.Combine(_bad, name, "expected.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(expected, said);
        Assert.Equal(File.ReadAllText(expected), said);
    }

    [Fact]
    public void Rules_EveryOne_IsFoundInSomeBadConfiguration()
    {
        var expectations = Directory.GetFiles(_bad, "expected.txt", SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();

        var unheard = CheckRules.ByCode.Keys.Where(code => !expectations.Any(said => said.Contains(code + " ", StringComparison.Ordinal)));
        Assert.Equal([], unheard);
    }

    [GeneratedRegex("configuration [0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digest();
}

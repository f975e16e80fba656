using System.Text.RegularExpressions;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Purity;

/// <summary>The agent's rules are pure, although their project is not: the compiler cannot be asked, so the text is.</summary>
public sealed partial class RulesPurityTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(Repository.At("src/PowerController.Agent/Rules"), "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfTheAgentsRules_TouchesNothingOutside(string file) =>
        Assert.DoesNotMatch(Outside(), File.ReadAllText(Repository.At($"src/PowerController.Agent/Rules/{file}")));

    [Theory]
    [InlineData("DateTime.UtcNow")]
    [InlineData("File.Exists(path)")]
    [InlineData("await Task.Delay(1)")]
    [InlineData("new Random(1)")]
    public void Pattern_OfWhatIsOutside_FindsIt(string text) => Assert.Matches(Outside(), text);

    [GeneratedRegex(@"\b(File|Directory|Path|Stream|Task|Thread|Timer|Interlocked|Socket|Process|ProcessStartInfo|TimeProvider|DateTime|DateTimeOffset|Stopwatch|Random|Environment|Guid|Console|HttpClient|await|async|lock)\b")]
    private static partial Regex Outside();
}

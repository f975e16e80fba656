using PowerController.HouseRules.Structure;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Purity;

public sealed class PurityTests
{
    /// <summary>Must be pure as soon as they are there.</summary>
    public static TheoryData<string> PureByDesign =>
        [.. new[] { "PowerController.Model", "PowerController.Decisions", "PowerController.Coordination" }.Where(project => Directory.Exists(Repository.At("src/" + project)))];

    public static TheoryData<string> Pure => [.. ProjectTable.Present.Select(row => row.Data).Where(ProjectTable.IsPure)];

    [Theory]
    [MemberData(nameof(PureByDesign))]
    public void Project_PureByDesign_CarriesTheFlag(string project) => Assert.True(ProjectTable.IsPure(project), $"{project} needs <PureProject>true</PureProject>.");

    /// <summary>Independent of the analyzer: what the compiled assembly refers to.</summary>
    [Theory]
    [MemberData(nameof(Pure))]
    public void Assembly_Pure_RefersToNothingBanned(string project)
    {
        var (types, members) = CompiledTypes.ReferredToBy(project);

        Assert.DoesNotContain(types, BannedSymbols.Bans);
        Assert.DoesNotContain(members, BannedSymbols.BansMember);
    }

    [Fact]
    public void Check_OfAnAssemblyThatReadsFiles_FindsIt()
    {
        var (types, _) = CompiledTypes.ReferredToBy("PowerController.Yaml");

        Assert.Contains("System.IO.FileStream", types);
        Assert.True(BannedSymbols.Bans("System.IO.FileStream"));
        Assert.True(BannedSymbols.BansMember("System.DateTime.get_UtcNow"));
        Assert.True(BannedSymbols.BansMember("System.Random..ctor"));
        Assert.False(BannedSymbols.Bans("System.TimeSpan"));
    }

    [Theory]
    [InlineData("System.IO")]
    [InlineData("System.Net.Sockets")]
    [InlineData("System.Threading")]
    [InlineData("System.TimeProvider")]
    [InlineData("System.DateTime.UtcNow")]
    [InlineData("System.DateTimeOffset.UtcNow")]
    [InlineData("System.Guid.NewGuid")]
    [InlineData("System.Random.Shared")]
    [InlineData("System.Environment")]
    [InlineData("System.Diagnostics.Stopwatch")]
    public void BannedList_HoldsEveryClockFileThreadAndChance(string name) =>
        Assert.Contains(BannedSymbols.All, banned => banned.Name == name && banned.Reason.Length > 0);

    /// <summary>A misspelt entry would ban nothing.</summary>
    [Fact]
    public void BannedList_EveryEntry_Exists()
    {
        var types = AppDomain.CurrentDomain.GetAssemblies().Concat([typeof(System.Net.Sockets.Socket).Assembly, typeof(System.Net.NetworkInformation.Ping).Assembly, typeof(System.Console).Assembly])
            .Where(assembly => assembly.FullName!.StartsWith("System.", StringComparison.Ordinal)).SelectMany(assembly => assembly.GetExportedTypes()).ToList();
        foreach (var (kind, name, _) in BannedSymbols.All)
        {
            var owner = kind is 'P' or 'M' ? name[..name.LastIndexOf('.')] : name;
            var member = name[(name.LastIndexOf('.') + 1)..].Replace("#ctor", ".ctor", StringComparison.Ordinal);
            var exists = kind == 'N'
                ? types.Exists(type => type.Namespace == owner)
                : types.Exists(type => type.FullName == owner && (kind == 'T' || type.GetMember(member).Length > 0));
            Assert.True(exists, $"{kind}:{name} in src/BannedSymbols.txt names nothing that exists.");
        }
    }

    [Fact]
    public void Build_OfAPureProject_TreatsABannedSymbolAsAnError()
    {
        var targets = File.ReadAllText(Repository.At("Directory.Build.targets"));

        Assert.Contains("'$(PureProject)' == 'true'", targets, StringComparison.Ordinal);
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", targets, StringComparison.Ordinal);
        Assert.Contains("src/BannedSymbols.txt", targets, StringComparison.Ordinal);
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", File.ReadAllText(Repository.At(".editorconfig")), StringComparison.Ordinal);
    }
}

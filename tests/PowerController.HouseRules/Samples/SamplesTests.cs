using System.Text.Json.Nodes;
using PowerController.HouseRules.Sources;
using PowerController.Runtime.Configuration;
using PowerController.Yaml.Reading;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Samples;

public sealed class SamplesTests
{
    private const string SchemaFile = "config/schema/site.schema.json";
    private const string Modeline = "# yaml-language-server: $schema=";

    public static TheoryData<string> Sites =>
        [.. SourceFiles.Everything("config").Where(path => Path.GetFileName(path) == SiteConfiguration.FileName).Select(path => Path.GetRelativePath(Repository.Root, path))];

    private static JsonObject Schema => JsonNode.Parse(SiteSchema.Generate())!.AsObject();

    private static JsonNode? Read(string text)
    {
        var errors = new YamlErrors();
        var node = YamlReader.ReadText(text, "site.yaml", errors);
        Assert.Empty(errors.InOrder());
        return YamlAsJson.Of(node!);
    }

    [Fact]
    public void Schema_IsWhatTheRecordsSay()
    {
        var path = Repository.At(SchemaFile);
        if (Repository.Refreshing)
            File.WriteAllText(path, SiteSchema.Generate());

        Assert.True(File.Exists(path) && File.ReadAllText(path) == SiteSchema.Generate(), $"{SchemaFile} is stale. Refresh it with: UPDATE_GOLDEN=1 tests/run --fast");
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Site_ValidatesAgainstItsSchema(string file) => Assert.Empty(new JsonSchemaCheck(Schema).Complaints(Read(File.ReadAllText(Repository.At(file)))));

    [Theory]
    [MemberData(nameof(Sites))]
    public void Site_Loads(string file) => Assert.Empty(SiteConfiguration.Load(Path.GetDirectoryName(Repository.At(file))!).Errors);

    [Theory]
    [MemberData(nameof(Sites))]
    public void Site_NamesItsSchema_ForEditors(string file)
    {
        var first = File.ReadLines(Repository.At(file)).First();

        Assert.StartsWith(Modeline, first, StringComparison.Ordinal);
        Assert.Equal(Path.GetFullPath(Repository.At(SchemaFile)), Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.At(file))!, first[Modeline.Length..])));
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void Site_HoldsNoSecret(string file)
    {
        foreach (var line in File.ReadLines(Repository.At(file)).Where(line => line.Contains("ecret:", StringComparison.Ordinal) || line.Contains("ommunity:", StringComparison.Ordinal) || line.Contains("assword:", StringComparison.Ordinal)))
            Assert.Contains("{ file: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Sites_AreThere() => Assert.Equal(6, Sites.Count);

    /// <summary>Every YAML file of the project can be read by our own reader.</summary>
    [Fact]
    public void Yaml_EveryFile_IsRead()
    {
        var errors = new YamlErrors();
        foreach (var path in SourceFiles.Everything("config").Concat(SourceFiles.Everything("mibs")).Where(path => path.EndsWith(".yaml", StringComparison.Ordinal)))
            YamlReader.ReadFile(path, path, errors);

        Assert.Empty(errors.InOrder());
    }

    /// <summary>What loading refuses for its form, the schema refuses too, so that an editor shows it while it is being written.</summary>
    [Theory]
    [InlineData("site: s\nbuild: single\nnetwrk: {}")]
    [InlineData("site: s\nbuild: doubled")]
    [InlineData("build: single")]
    [InlineData("site: 'a b'\nbuild: single")]
    [InlineData("site: s\nbuild: single\ntiming: { pollGap: 8 }")]
    [InlineData("site: s\nbuild: single\ntiming: { pollGap: 8 s }")]
    [InlineData("site: s\nbuild: single\nnetwork: { groupPort: 70000 }")]
    [InlineData("site: s\nbuild: single\nnetwork: { groupKey: hunter2 }")]
    [InlineData("site: s\nbuild: single\ngroups: [{ name: g, upses: [{ name: UPS1 }] }]")]
    [InlineData("site: s\nbuild: single\ngroups: [{ name: g, upses: [{ name: UPS1, simulated: {}, agent: n }] }]")]
    [InlineData("site: s\nbuild: single\ngroups: [{ name: g, nodes: [{ name: n, address: 10.0.0.1, supply: { from: [] } }] }]")]
    [InlineData("site: s\nbuild: single\nclusters: [{ name: c, nodes: [] }]")]
    [InlineData("site: s\nbuild: single\ndefaults: { node: { startBy: [outptu] } }")]
    [InlineData("site: s\nbuild: single\ndefaults: { ups: { returnCharge: 101 } }")]
    [InlineData("site: s\nbuild: single\ndefaults: { ups: { upperTransfer: 108W } }")]
    [InlineData("site: s\nbuild: single\ndefaults: { ups: { snmp: { user: { name: u }, community: { file: c } } } }")]
    public void Schema_OfAWrongSite_RefusesIt(string text)
    {
        Assert.NotEmpty(SiteConfiguration.Parse(text, "site.yaml").Errors);
        Assert.NotEmpty(new JsonSchemaCheck(Schema).Complaints(Read(text)));
    }

    [Fact]
    public void Schema_DescribesEveryKey()
    {
        var undescribed = Schema["$defs"]!.AsObject().Append(KeyValuePair.Create("site", (JsonNode?)Schema))
            .SelectMany(record => (record.Value!["properties"]?.AsObject() ?? []).Where(property => property.Value!["description"] is null).Select(property => $"{record.Key}.{property.Key}"));

        Assert.Empty(undescribed);
    }
}

using System.Collections.Immutable;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Configuration.Handover;

namespace PowerController.Runtime.Tests.Configuration.Handover;

public sealed class HandoverTests : IDisposable
{
    private const string Site = "site: {0}\nbuild: single\ngroups:\n  - name: g\n    upses: [{{ name: U1, simulated: {{}} }}]\n    nodes: [{{ name: node1, address: 10.0.0.1, supply: U1 }}]\n";

    private readonly string _root = Directory.CreateTempSubdirectory("handover-").FullName;

    public HandoverTests()
    {
        Write("giver/site.yaml", string.Format(System.Globalization.CultureInfo.InvariantCulture, Site, "newer"));
        Write("giver/workloads/db.yaml", "# a workload\n");
        Write("giver/secrets/group-key", "secret");
        Write("giver/secrets/hidden.yaml", "secret");
        Write("giver/password.txt", "secret");
        Write("taker/site.yaml", string.Format(System.Globalization.CultureInfo.InvariantCulture, Site, "older"));
        Write("taker/workloads/gone.yaml", "# a workload that is no more\n");
        Write("taker/secrets/group-key", "the taker's own");
    }

    [Fact]
    public void Pack_ADirectory_TakesYamlAndNoSecret()
    {
        var files = ConfigurationArchive.Unpack(Packed());

        Assert.Equal(["site.yaml", "workloads/db.yaml"], files!.Keys);
    }

    [Fact]
    public void Take_AValidConfiguration_PutsItInPlaceWithItsVersionAndKeepsSecrets()
    {
        var taken = Intake.Take(77, "t1", Packed(), _ => null);

        Assert.Null(taken.Problem);
        Assert.Equal("newer", SiteConfiguration.Load(At("taker")).Configuration!.Site.Name);
        Assert.Equal(77, ConfigurationVersion.Of(At("state"), taken.Configuration!.Digest, TimeProvider.System));
        Assert.False(File.Exists(At("taker/workloads/gone.yaml")));
        Assert.Equal("the taker's own", File.ReadAllText(At("taker/secrets/group-key")));
        Assert.Empty(Directory.GetDirectories(_root, "*.handed-over"));
    }

    [Fact]
    public void Take_ABrokenConfigurationOrAnObjection_ChangesNothingAndSaysWhy()
    {
        var objected = Intake.Take(77, "t1", Packed(), _ => "it has no host of this name");
        Write("giver/site.yaml", "site: newer\nbuild: tower\n");
        var broken = Intake.Take(78, "t1", Packed(), _ => null);

        Assert.Contains("it has no host of this name", objected.Problem, StringComparison.Ordinal);
        Assert.Contains("site.yaml:2", broken.Problem, StringComparison.Ordinal);
        Assert.Equal("older", SiteConfiguration.Load(At("taker")).Configuration!.Site.Name);
        Assert.True(File.Exists(At("taker/workloads/gone.yaml")));
    }

    [Fact]
    public void Unpack_MutatedParcels_GivesWholeNamesOrNothing()
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var whole = Packed();
        for (var round = 0; round < 3000; round++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 5); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var files = ConfigurationArchive.Unpack([.. bytes.AsSpan(0, random.Next(10) == 0 ? random.Next(bytes.Length) : bytes.Length)]);
            Assert.All(files?.Keys ?? [], name => Assert.DoesNotContain("../", name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Version_OfAChangedConfiguration_IsGreaterAndOfAFirstOneIsOld()
    {
        var first = ConfigurationVersion.Of(At("state"), "aa", TimeProvider.System);
        var same = ConfigurationVersion.Of(At("state"), "aa", TimeProvider.System);
        var changed = ConfigurationVersion.Of(At("state"), "bb", TimeProvider.System);
        var back = ConfigurationVersion.Of(At("state"), "aa", TimeProvider.System);

        Assert.Equal(1, first);
        Assert.Equal(first, same);
        Assert.True(changed > first);
        Assert.True(back > changed);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private ConfigurationIntake Intake => new(At("taker"), At("state"));

    private ImmutableArray<byte> Packed()
    {
        var packed = ConfigurationArchive.Pack(At("giver"), out var problem);
        Assert.Null(problem);
        return packed!.Value;
    }

    private string At(string name) => Path.Combine(_root, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}

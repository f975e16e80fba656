using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Snmp;

namespace PowerController.Devices.Tests.Profiles;

public class BuiltInProfileTests
{
    private static readonly string[] Expected =
    [
        "abb", "apc-powernet", "cyberpower", "dell", "delta", "eaton-xups", "generex", "hp-cpqpower", "huawei", "liebert", "mge", "netagent", "orvaldi", "powerwalker",
        "socomec", "socomec-netvision", "tripplite", "ups-mib",
    ];

    public static TheoryData<string> Names => [.. Expected];

    [Fact]
    public void Library_AsBuilt_HasEveryProfileWithoutAnyError()
    {
        Assert.Equal("", string.Join("\n", ProfileLibrary.BuiltIn.Errors));
        Assert.Equal(Expected, ProfileLibrary.BuiltIn.Profiles.Keys);
    }

    [Fact]
    public void Schema_InTheRepository_IsTheOneTheRecordsGive()
    {
        var path = RepositoryFiles.Path("mibs", "profile.schema.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is not null)
            File.WriteAllText(path, ProfileLibrary.Schema());
        Assert.True(File.Exists(path) && File.ReadAllText(path) == ProfileLibrary.Schema(), $"{path} is stale: run this test once with UPDATE_GOLDEN=1, and look at the difference.");
    }

    [Fact]
    public void Guide_ItsSample_IsAProfile()
    {
        var guide = File.ReadAllText(RepositoryFiles.Path("mibs", "README.md"));
        var sample = guide.Split("```yaml\n")[1].Split("```")[0];
        var library = ProfileLibrary.BuiltInWith(("acme.yaml", sample));
        Assert.Equal("", string.Join("\n", library.Errors));
        Assert.Equal(2, library.Profiles["acme"].Readings.Single(reading => reading.Value == ReadingValue.Charge).Sources.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Profile_EveryOne_TellsSourceAndChargeAndCanBeIdentified(string name)
    {
        var profile = ProfileLibrary.BuiltIn.Profiles[name];
        Assert.Contains(profile.States, state => state.TellsSource && state.Means.Values.Any(meaning => meaning.Source == Model.Readings.OutputSource.Battery));
        Assert.Contains(profile.Readings, reading => reading.Value == ReadingValue.Charge);
        Assert.NotNull(profile.Identify);
        Assert.NotEmpty(profile.Identify.SysObjectIds);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Profile_EveryWayToCut_SaysWhenItWorksAndWhenTheOutputComesBack(string name)
    {
        foreach (var way in ProfileLibrary.BuiltIn.Profiles[name].Ways(ControlAction.Cut))
        {
            Assert.True(way.WorksOnMains != way.NeedsOnBattery, way.Title);
            Assert.Equal(ComeBack.WithPower, way.ComesBack);
            Assert.Contains(way.Steps, step => step.Argument == StepArgument.Delay);
        }
    }

    [Fact]
    public void Profile_GenericObjectIdentifier_IsAlwaysCounterChecked()
    {
        // net-snmp's own identifier says nothing of the device.
        var generic = Oid.Parse("1.3.6.1.4.1.8072.3.2");
        foreach (var profile in ProfileLibrary.BuiltIn.Profiles.Values.Where(profile => profile.Identify!.SysObjectIds.Contains(generic)))
            Assert.NotEmpty(profile.Identify!.AnyOf);
    }

    [Fact]
    public void Traps_OfApc_AreKnownByTheirVersionTwoForm()
    {
        var apc = ProfileLibrary.BuiltIn.Profiles["apc-powernet"];
        Assert.Equal("on battery", apc.MeaningOf(Oid.Parse("1.3.6.1.4.1.318.0.5")));
        Assert.Null(apc.MeaningOf(Oid.Parse("1.3.6.1.4.1.318.0.999")));
    }

    [Theory]
    [InlineData("1.3.6.1.2.1.33.2.1")]
    [InlineData("1.3.6.1.2.1.33.2.0.1")]
    public void Traps_OfTheStandardMib_AreKnownWithAndWithoutTheZeroOfVersionOne(string notification)
    {
        Assert.Equal("on battery", ProfileLibrary.BuiltIn.Profiles["ups-mib"].MeaningOf(Oid.Parse(notification)));
    }
}

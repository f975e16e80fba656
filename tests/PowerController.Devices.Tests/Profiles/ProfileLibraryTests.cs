using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Model.Readings;
using PowerController.Snmp;

namespace PowerController.Devices.Tests.Profiles;

public class ProfileLibraryTests
{
    private const string Base = """
        profile: base
        title: Base
        arcs: { a: 1.3.6.1.4.1.99 }
        identify: { sysObjectIds: [a.1] }
        invalid: [-1]
        states: [{ oid: a.2.0, means: { 1: mains, 2: battery low-battery } }]
        readings: { charge: [a.3.0], runTime: [{ oid: a.4.0, unit: minutes }] }
        settings: { shutoffDelay: { oid: a.5.0, unit: seconds } }
        controls:
          cut: [{ title: cut, timing: delayed, worksOnMains: true, comesBack: with-power, steps: [{ oid: a.6.0, argument: delay }] }]
          selfTest: [{ title: test, timing: at-once, steps: [{ oid: a.7.0, value: 1 }] }]
        """;

    [Fact]
    public void BasedOn_ArcReplaced_MovesInheritedEntriesToo()
    {
        var library = ProfileLibrary.Of(("base.yaml", Base), ("twin.yaml", """
            profile: twin
            title: Twin
            basedOn: base
            arcs: { a: 1.3.6.1.4.1.77 }
            identify: { sysObjectIds: [a.1] }
            """));
        Assert.Empty(library.Errors);
        var twin = library.Profiles["twin"];
        Assert.Equal(Oid.Parse("1.3.6.1.4.1.77.2.0"), twin.States.Single().Object);
        Assert.Equal(Oid.Parse("1.3.6.1.4.1.77.5.0"), twin.Setting(SettingName.ShutoffDelay)!.Object);
        Assert.Equal(Oid.Parse("1.3.6.1.4.1.99.2.0"), library.Profiles["base"].States.Single().Object);
    }

    [Fact]
    public void BasedOn_OwnEntries_ComeFirstAndInheritedOnesFollow()
    {
        var library = ProfileLibrary.Of(("base.yaml", Base), ("own.yaml", """
            profile: own
            title: Own
            basedOn: base
            arcs: { b: 1.3.6.1.4.1.88 }
            drop: [controls.cut, readings.runTime]
            states: [{ oid: b.2.0, means: { 1: bypass } }]
            readings: { charge: [{ oid: b.3.0, scale: 0.1 }] }
            """));
        Assert.Empty(library.Errors);
        var own = library.Profiles["own"];
        Assert.Equal(["1.3.6.1.4.1.88.2.0", "1.3.6.1.4.1.99.2.0"], own.States.Select(state => state.Object.ToString()));
        Assert.Equal([false, true], own.States.Select(state => state.Inherited));
        var charge = Assert.Single(own.Readings);
        Assert.Equal([0.1, 1.0], charge.Sources.Select(source => source.Scale));
        Assert.Equal([ControlAction.SelfTest], own.Controls.Select(way => way.Action));
    }

    [Fact]
    public void Site_SameName_ReplacesTheOneThatCameWithTheProgram()
    {
        var library = ProfileLibrary.BuiltInWith(("site/ups-mib.yaml", """
            profile: ups-mib
            title: Ours
            identify: { lastResort: true, anyOf: [1.3.6.1.2.1.33.1.4.1.0] }
            states: [{ oid: 1.3.6.1.2.1.33.1.4.1.0, means: { 3: mains, 5: battery } }]
            """));
        Assert.Equal("Ours", library.Profiles["ups-mib"].Title);
        Assert.Single(library.Profiles["abb"].States);
    }

    [Fact]
    public void Directory_OfTheSite_AddsItsProfiles()
    {
        var directory = Directory.CreateTempSubdirectory("powercontroller-profiles-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "own.yaml"), "profile: own\ntitle: Own\nbasedOn: ups-mib\n");
            File.WriteAllText(Path.Combine(directory.FullName, "notes.txt"), "no profile");
            var library = ProfileLibrary.WithDirectory(directory.FullName);
            Assert.Empty(library.Errors);
            Assert.Equal(ProfileLibrary.BuiltIn.Profiles.Count + 1, library.Profiles.Count);
            Assert.Equal(ProfileLibrary.BuiltIn.Profiles.Keys, ProfileLibrary.WithDirectory(Path.Combine(directory.FullName, "none")).Profiles.Keys);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Errors_OfAFile_AreAllReportedWithTheirPlaces()
    {
        var library = ProfileLibrary.Of(("bad.yaml", """
            profile: bad
            title: Bad
            states:
              - { oid: nobody.2.0, means: { 1: manis } }
            readings:
              charge: [1.3.6.x]
            settings:
              sensitivty: { oid: 1.3.6.1 }
            """));
        Assert.Empty(library.Profiles);
        var all = string.Join("\n", library.Errors);
        Assert.Contains("bad.yaml:4", all, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'mains'?", all, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:6", all, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'sensitivity'?", all, StringComparison.Ordinal);
    }

    [Fact]
    public void BasedOn_ACircle_IsAnErrorAndNotAHang()
    {
        var library = ProfileLibrary.Of(
            ("a.yaml", "profile: a\ntitle: A\nbasedOn: b\n"),
            ("b.yaml", "profile: b\ntitle: B\nbasedOn: a\n"));
        Assert.Empty(library.Profiles);
        Assert.Contains(library.Errors, error => error.Message.Contains("based on itself", StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_OfOneProfile_LeaveTheOthersInUse()
    {
        var library = ProfileLibrary.BuiltInWith(("site/bad.yaml", "profile: bad\ntitle: Bad\nbasedOn: nothing-like-it\n"));
        Assert.NotEmpty(library.Errors);
        Assert.True(library.Profiles.ContainsKey("apc-powernet"));
        Assert.False(library.Profiles.ContainsKey("bad"));
    }

    [Theory]
    [InlineData("mains", OutputSource.Mains, Conditions.None)]
    [InlineData("mains boost", OutputSource.Mains, Conditions.Boost)]
    [InlineData("low-battery self-testing", null, Conditions.LowBattery | Conditions.SelfTesting)]
    [InlineData("unknown sensor-lost", OutputSource.Unknown, Conditions.SensorLost)]
    public void StateWords_OfAProfile_MeanSourceAndConditions(string words, OutputSource? source, Conditions conditions)
    {
        Assert.True(StateWords.TryParse(words, out var meaning, out _));
        Assert.Equal(new StateMeaning(source, conditions), meaning);
    }

    [Theory]
    [InlineData("mains battery")]
    [InlineData("")]
    [InlineData("low battery please")]
    public void StateWords_ThatMakeNoSense_AreRefused(string words) => Assert.False(StateWords.TryParse(words, out _, out _));
}

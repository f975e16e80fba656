using System.Reflection;
using PowerController.Model.Sites;

namespace PowerController.Model.Tests.Sites;

public sealed class ParametersTests
{
    public static TheoryData<string> Names => [.. typeof(Parameters).GetFields(BindingFlags.Public | BindingFlags.Static).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameter_Default_LiesInItsRangeAndIsExplained(string name)
    {
        var parameter = typeof(Parameters).GetField(name)!.GetValue(null)!;
        var type = parameter.GetType();
        object Of(string property) => type.GetProperty(property)!.GetValue(parameter)!;

        Assert.True((bool)type.GetMethod("Allows")!.Invoke(parameter, [Of("Default")])!, $"{name}: {Of("Default")} is not between {Of("Minimum")} and {Of("Maximum")}");
        Assert.EndsWith(".", (string)Of("Meaning"), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_RecommendedValues_AreTheDefaults()
    {
        Assert.Equal(60, Parameters.ConfirmTime.Default.TotalSeconds);
        Assert.Equal(30, Parameters.DiskConfirmTime.Default.TotalSeconds);
        Assert.Equal(300, Parameters.ShutoffDelay.Default.TotalSeconds);
        Assert.Equal(60, Parameters.DiskProtectionTime.Default.TotalSeconds);
        Assert.Equal((108, 92), (Parameters.UpperTransfer.Default.Value, Parameters.LowerTransfer.Default.Value));
        Assert.Equal((0, 45), (Parameters.BatteryTemperatureMin.Default.Value, Parameters.BatteryTemperatureMax.Default.Value));
        Assert.Equal(50, Parameters.CommLossConfirmTime.Default.TotalSeconds);
        Assert.Equal((8, 8), (Parameters.PollGap.Default.TotalSeconds, Parameters.PollGap.Maximum.TotalSeconds));
        Assert.Equal((60, 2, 120), (Parameters.OsStopHandout.Default.TotalSeconds, Parameters.CutSlot.Default.TotalSeconds, Parameters.ClusterStopTimeout.Default.TotalSeconds));
        Assert.Equal(180, Parameters.GuardLimit.Default.TotalSeconds);
        Assert.Equal(4000, Parameters.GroupPort.Default);
    }
}

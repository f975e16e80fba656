using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Decisions.Tests.PlannedPower;

/// <summary>What people do with their own tools.</summary>
public sealed class AdministratorTests
{
    [Fact]
    public void Reboot_InLocal_IsOnlyKnownOf()
    {
        var told = new Told().Tell(new OperatorAsked(Told.At(1), "op", "console", new SwitchToLocal()));

        told.Tell(new AdministratorStopped(Told.At(5), "node1", AdministratorStop.Reboot));

        Assert.True(told.Node("node1").MayBootSince > Told.At(5));
        Assert.Empty(told.State.Runs);
        Assert.Empty(told.Effects);
    }
}

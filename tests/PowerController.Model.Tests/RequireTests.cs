namespace PowerController.Model.Tests;

public sealed class RequireTests
{
    [Fact]
    public void That_Broken_SaysWhatMustHold()
    {
        Require.That(true, "never said");
        Assert.Equal("spent is within the budget", Assert.Throws<InvariantViolation>(() => Require.That(false, "spent is within the budget")).Message);
    }
}

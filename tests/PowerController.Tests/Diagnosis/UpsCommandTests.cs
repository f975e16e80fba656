using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Diagnosis;

public sealed class UpsCommandTests
{
    [Theory]
    [InlineData("no IP address", "UPS1")]
    [InlineData("no directory", "127.0.0.1", "--profiles", "/no/such/place")]
    [InlineData("Did you mean 'mge'?", "127.0.0.1", "--profile", "mgee")]
    public void Show_WrongUsage_SaysWhatWouldBeRight(string expected, params string[] arguments)
    {
        var run = PowerCtlRun.Of(["ups", "show", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_NobodyThere_SaysWhyAndEndsWithThree()
    {
        // Nobody listens on the discard port of loopback.
        var run = PowerCtlRun.Of("ups", "show", "127.0.0.1", "--port", "9", "--timeout", "0.2");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("No answer from 127.0.0.1:9", run.Error, StringComparison.Ordinal);
    }
}

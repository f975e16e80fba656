using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Diagnosis;

public sealed class UpsCommandTests
{
    [Theory]
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

    [Theory]
    [InlineData("is not an address", "10.0.0")]
    [InlineData("more than 4096 addresses", "10.0.0.0/8")]
    [InlineData("is not an address", "10.0.0.0/33")]
    [InlineData("Required argument missing")]
    public void Probe_WrongUsage_SaysWhatWouldBeRight(string expected, params string[] arguments)
    {
        var run = PowerCtlRun.Of(["probe", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Probe_NobodyThere_EndsWithOne()
    {
        var run = PowerCtlRun.Of("probe", "127.0.0.0/30", "--port", "9", "--timeout", "0.2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("2 of 2 addresses were silent", run.Output, StringComparison.Ordinal);
    }
}

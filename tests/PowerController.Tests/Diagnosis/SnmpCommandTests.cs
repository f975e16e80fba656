using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Diagnosis;

public sealed class SnmpCommandTests
{
    [Theory]
    [InlineData("no IP address", "get", "card", "1.3.6")]
    [InlineData("no object identifier", "get", "127.0.0.1", "sysName")]
    [InlineData("no object identifier", "set", "127.0.0.1", "x", "i", "1")]
    [InlineData("The types are", "set", "127.0.0.1", "1.3.6.1", "z", "1")]
    [InlineData("no value of the type i", "set", "127.0.0.1", "1.3.6.1", "i", "one")]
    [InlineData("no value of the type x", "set", "127.0.0.1", "1.3.6.1", "x", "abc")]
    [InlineData("--port takes", "get", "127.0.0.1", "1.3.6.1", "--port", "70000")]
    [InlineData("--timeout takes", "get", "127.0.0.1", "1.3.6.1", "--timeout", "0")]
    [InlineData("belongs to SNMP v3", "get", "127.0.0.1", "1.3.6.1", "--auth", "sha256")]
    [InlineData("give --auth-file", "get", "127.0.0.1", "1.3.6.1", "--v3", "me", "--auth", "sha256")]
    [InlineData("Did you mean 'sha256'", "get", "127.0.0.1", "1.3.6.1", "--v3", "me", "--auth", "sha2566")]
    [InlineData("cannot be read", "get", "127.0.0.1", "1.3.6.1", "--community-file", "/no/such/file")]
    [InlineData("excludes", "get", "127.0.0.1", "1.3.6.1", "--v3", "me", "--v1")]
    [InlineData("'powerctl snmp set --help'", "set", "127.0.0.1")]
    public void Snmp_WrongUsage_SaysWhatWouldBeRight(string expected, params string[] arguments)
    {
        var run = PowerCtlRun.Of(["snmp", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Snmp_NobodyThere_SaysWhyAndEndsWithThree()
    {
        // Nobody listens on the discard port of loopback.
        var run = PowerCtlRun.Of("snmp", "get", "127.0.0.1", "1.3.6.1.2.1.1.2.0", "--port", "9", "--timeout", "0.2");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("No answer", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Snmp_HelpOfSet_ListsTheTypes()
    {
        var run = PowerCtlRun.Of("snmp", "set", "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("t timeticks", run.Output, StringComparison.Ordinal);
    }
}

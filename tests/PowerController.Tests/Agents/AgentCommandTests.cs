using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Agents;

public sealed class AgentCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("powerctl-agent-").FullName;

    [Fact]
    public void Agent_OfANodeThatIsNotInTheSite_SaysWhichAre()
    {
        var run = PowerCtlRun.Of("agent", "--config", Repository.Path("config"), "--name", "nod1", "--state", _directory);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean 'node1'?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Agent_OnATerminalAmongTheNodes_NamesTheCommandThatIsBoth()
    {
        var run = PowerCtlRun.Of("agent", "--config", Repository.Path("config/examples/terminals-among-nodes"), "--name", "node2", "--state", _directory);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("powerctl run --host terminal2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Agent_WithoutKeys_SaysWhereTheyAreMissing()
    {
        var run = PowerCtlRun.Of("agent", "--config", Repository.Path("config/examples/terminal-apart"), "--name", "node1", "--state", _directory);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("powerctl keys new", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Notify_WhereNoAgentListens_EndsWithNotReachable()
    {
        var run = PowerCtlRun.Of("notify", "stop", "--state", _directory);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(_directory, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Notify_OfSomethingElse_IsWrongUsage() => Assert.Equal(2, PowerCtlRun.Of("notify", "explode").ExitCode);

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}

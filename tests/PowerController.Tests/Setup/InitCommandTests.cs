using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Setup;

public sealed class InitCommandTests : IDisposable
{
    private const string OneNode = "node1.address: 10.0.0.1\nups1.address: 10.0.0.21\n";
    private const string TwoNodes = "node1.address: 10.0.0.1\nnode2.address: 10.0.0.2\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("powerctl-init-").FullName;

    [Theory]
    [InlineData("terminal-apart", "connection: simulated\nterminal.address: 10.0.0.9\n" + TwoNodes)]
    [InlineData("terminals-among-nodes", "connection: simulated\n" + TwoNodes)]
    [InlineData("mirror", TwoNodes)]
    [InlineData("single", OneNode)]
    public void Init_EveryWay_WritesAConfigurationThatPassesCheck(string build, string answers)
    {
        var run = Init($"build: {build}\nrunTime: 30m\n{answers}");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var check = PowerCtlRun.Of("check", "--config", _directory);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }

    [Fact]
    public void Init_FileIsThere_KeepsItUnlessForced()
    {
        Assert.Equal(0, Init("build: single\nrunTime: 30m\n" + OneNode).ExitCode);
        var kept = File.ReadAllText(Path.Combine(_directory, "site.yaml"));

        var again = Init("build: mirror\nrunTime: 30m\n" + TwoNodes);

        Assert.Equal(2, again.ExitCode);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Equal(kept, File.ReadAllText(Path.Combine(_directory, "site.yaml")));
        Assert.Equal(0, Init("build: mirror\nrunTime: 30m\n" + TwoNodes, "--force").ExitCode);
    }

    [Fact]
    public void Init_WrongAnswers_SaysEachAndWritesNothing()
    {
        var run = Init("build: tower\nnode1: { address: 300.1.2.3 }\n");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("answers.yaml:1", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_directory, "site.yaml")));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private PowerCtlRun Init(string answers, params string[] more)
    {
        var file = Path.Combine(_directory, "answers.yaml");
        File.WriteAllText(file, answers);
        return PowerCtlRun.Of(["init", "--config", _directory, "--answers", file, .. more]);
    }
}

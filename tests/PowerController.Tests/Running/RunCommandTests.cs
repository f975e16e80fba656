using PowerController.Running;
using PowerController.Simulator.Live;
using PowerController.Tests.CommandLine;

namespace PowerController.Tests.Running;

public sealed class RunCommandTests
{
    [Fact]
    public void Outage_OnASiteWithRealUpses_IsRefused()
    {
        var run = PowerCtlRun.Of("run", "--outage", "--config", Repository.Path("config", "examples", "terminal-apart"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("powerctl drill", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_ThatIsNoTerminal_IsRefusedWithThoseThereAre()
    {
        var run = PowerCtlRun.Of("run", "--host", "termnial", "--config", Repository.Path("config"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean 'terminal'?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void StateDirectory_ThatIsUsed_IsRefused()
    {
        var directory = Directory.CreateTempSubdirectory("powerctl-state-").FullName;
        try
        {
            using var taken = StateLock.Take(directory, out _);
            var run = PowerCtlRun.Of("run", "--config", Repository.Path("config"), "--state", directory);

            Assert.NotNull(taken);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("Another PowerController already runs", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData(30_000, 1_000)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(-1, -1)]
    public void FastTime_OfATimer_IsShorterButNoFinerThanTimersAre(int milliseconds, int real) =>
        Assert.Equal(TimeSpan.FromMilliseconds(real), new ScaledTime(30).Real(TimeSpan.FromMilliseconds(milliseconds)));
}

using PowerController.Hosts.Commands;

namespace PowerController.Hosts.Tests.Commands;

public sealed class OutputKeeperTests
{
    [Fact]
    public async Task Output_MoreThanItsBound_KeepsTheEnd()
    {
        var keeper = new OutputKeeper(null, CommandLimits.OutputChars);
        await keeper.ReadAsync(new StringReader(new string('x', 100_000) + "the end"), CancellationToken.None);

        Assert.Equal(CommandLimits.OutputChars + 1, keeper.ToString().Length);
        Assert.EndsWith("the end", keeper.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_AreToldAsTheyCome_CutWhereTheyAreTooLong()
    {
        var lines = new List<string>();
        await new OutputKeeper(lines.Add, CommandLimits.OutputChars).ReadAsync(new StringReader($"one\r\n\n  two \n{new string('y', 1000)}"), CancellationToken.None);

        Assert.Equal(["one", "two", new string('y', CommandLimits.LineChars)], lines);
    }

    [Theory]
    [InlineData(CommandOutcome.Exited, 0, "", "ended well")]
    [InlineData(CommandOutcome.Exited, 3, "one\ntwo\n", "failed with exit code 3: two")]
    [InlineData(CommandOutcome.TimedOut, -1, "", "did not end in its time and was ended")]
    [InlineData(CommandOutcome.NotStarted, -1, "there is no x", "could not be started: there is no x")]
    public void Result_InWords_SaysHowItEnded(CommandOutcome outcome, int exitCode, string output, string words) =>
        Assert.Equal(words, new CommandResult(outcome, exitCode, output).Text);
}

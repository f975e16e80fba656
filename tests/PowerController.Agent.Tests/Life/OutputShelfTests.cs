using PowerController.Agent.Life;
using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Agent.Tests.Life;

public sealed class OutputShelfTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("output-shelf-").FullName;

    private static RunCommand Run(long number) => new(
        number, "job save", CommandLine.Parse("save all"), TimeSpan.FromSeconds(5), new CommandOrigin(new RunId(65, 1), "power-off-jobs", false, null, "registered"));

    [Fact]
    public void Output_OfACommand_IsKeptWithHowItEnded()
    {
        new OutputShelf(_directory, TimeProvider.System, complaint => Assert.Fail(complaint)).Keep(Run(1), new CommandResult(CommandOutcome.Exited, 3, "one\ndisk full\n"));

        var text = File.ReadAllText(Assert.Single(Directory.GetFiles(_directory)));
        Assert.Contains("save all", text, StringComparison.Ordinal);
        Assert.Contains("run      65.1, ordered: registered", text, StringComparison.Ordinal);
        Assert.Contains("result   failed with exit code 3: disk full", text, StringComparison.Ordinal);
        Assert.EndsWith("one\ndisk full\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_MoreThanTheBound_TheOldestGo()
    {
        var shelf = new OutputShelf(_directory, TimeProvider.System, complaint => Assert.Fail(complaint));
        File.WriteAllText(Path.Combine(_directory, "00000000-oldest.txt"), "");
        for (var number = 0; number < Limits.OutputsKept; number++)
            shelf.Keep(Run(number), new CommandResult(CommandOutcome.Exited, 0, ""));

        Assert.Equal(Limits.OutputsKept, Directory.GetFiles(_directory).Length);
        Assert.False(File.Exists(Path.Combine(_directory, "00000000-oldest.txt")));
    }

    [Fact]
    public void Directory_ThatCannotBeWritten_IsComplainedOf()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, "");
        var complaints = new List<string>();
        new OutputShelf(file, TimeProvider.System, complaints.Add).Keep(Run(1), new CommandResult(CommandOutcome.Exited, 0, ""));

        Assert.Single(complaints);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}

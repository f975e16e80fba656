using System.Collections.Concurrent;
using System.Collections.Immutable;
using PowerController.Agent.Tests.Duties;
using PowerController.Agent.Tests.Life;
using PowerController.Agent.Upses;
using PowerController.Coordination.Messages;
using PowerController.Hosts.Commands;
using PowerController.Model.Readings;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Agent.Tests.Upses;

public sealed class OwnUpsWatchTests
{
    [Fact]
    public async Task Watch_AsksOneProgramAfterTheOther_AndSaysWhatTheFirstOneAnswers()
    {
        var site = Site();
        var (voice, programs) = (new FakeVoice(site, "node1"), new Programs { ["upsc UPS2@localhost"] = null, ["apcaccess -u"] = "STATUS : ONBATT" });
        await using var watch = new OwnUpsWatch(site, "node1", voice, programs, (_, _) => { });
        watch.Start();

        var said = await voice.Next<ImmutableArray<UpsWord>>(words => !words.IsEmpty);

        Assert.Equal(new UpsWord("UPS2", new Reading(OutputSource.Battery, Conditions.None)), Assert.Single(said));
        Assert.DoesNotContain(programs.Asked, command => command.Contains("UPS1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ups_ThatCannotBeReadAnyMore_IsNotSpokenOf()
    {
        var site = Site("ask {ups} now");
        var (voice, programs) = (new FakeVoice(site, "node1"), new Programs { ["ask UPS2 now"] = "ups.status: OL" });
        var told = new ConcurrentQueue<string>();
        await using var watch = new OwnUpsWatch(site, "node1", voice, programs, (_, text) => told.Enqueue(text));
        watch.Start();
        await voice.Next<ImmutableArray<UpsWord>>(words => !words.IsEmpty);

        programs["ask UPS2 now"] = "Error: Data stale";
        await voice.Next<ImmutableArray<UpsWord>>(words => words.IsEmpty);

        Assert.Contains(told, text => text.StartsWith("UPS2 cannot be read here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watch_ThatEnds_LeavesNoReadingBehind()
    {
        var site = Site();
        var (voice, programs) = (new FakeVoice(site, "node1"), new Programs { ["upsc UPS2@localhost"] = "ups.status: OL" });
        var watch = new OwnUpsWatch(site, "node1", voice, programs, (_, _) => { });
        watch.Start();
        await voice.Next<ImmutableArray<UpsWord>>(words => !words.IsEmpty);

        await watch.DisposeAsync();

        Assert.Empty(voice.Upses[^1]);
    }

    // Of the sample, with the second UPS on the first node.
    private static Site Site(string? ask = null)
    {
        var site = AssignmentTests.Site("pacemaker");
        var node = site.Nodes.First(one => one.Name == "node1");
        ImmutableArray<CommandLine> ways = ask is null ? [] : [CommandLine.Parse(ask)];
        return site with
        {
            Upses = [Ups("UPS1", new AgentConnection("node2")), Ups("UPS2", new AgentConnection("node1"))],
            Nodes = site.Nodes.Replace(node, node with { Commands = node.Commands with { OwnUps = ways } }),
        };
    }

    private static Ups Ups(string name, UpsConnection connection) => new(
        name, "", "room", connection, TimeSpan.FromMinutes(1), CutOnMains.Graceful, UpsSettings.Default, new Celsius(0), new Celsius(45), null, false, []);

    /// <summary>Answers by the text of the command; null is a program that is not there.</summary>
    private sealed class Programs : ConcurrentDictionary<string, string?>, ICommandRunner
    {
        public ConcurrentQueue<string> Asked { get; } = [];

        public Task<CommandResult> RunAsync(CommandRequest request, Action<string>? said, CancellationToken cancellationToken)
        {
            Asked.Enqueue(request.Command.Text);
            return Task.FromResult(GetValueOrDefault(request.Command.Text) is { } text
                ? new CommandResult(CommandOutcome.Exited, text.StartsWith("Error", StringComparison.Ordinal) ? 1 : 0, text)
                : new CommandResult(CommandOutcome.NotStarted, -1, "there is no such program"));
        }

        private string? GetValueOrDefault(string command) => TryGetValue(command, out var text) ? text : null;
    }
}

using System.Diagnostics;
using PowerController.Hosts.Commands;
using PowerController.Model.Sites;

namespace PowerController.Peers.Commands;

/// <summary>Commands as real processes.</summary>
public sealed class CommandRunnerTests
{
    private static readonly CommandRunner Runner = new(TimeProvider.System);

    private static Task<CommandResult> Run(string text, double limit = 30, Action<string>? said = null, CancellationToken cancellationToken = default) =>
        Runner.RunAsync(new CommandRequest(CommandLine.Parse(text), TimeSpan.FromSeconds(limit)), said, cancellationToken);

    private static bool Lives(int process) => File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    [Fact]
    public async Task Command_ThatEnds_TellsItsCodeAndWhatItPrinted()
    {
        var lines = new List<string>();
        var result = await Run("sh -c 'echo one; echo two >&2; exit 3'", said: line => { lock (lines) lines.Add(line); });

        Assert.Equal((CommandOutcome.Exited, 3), (result.Outcome, result.ExitCode));
        Assert.Equal(["one", "two"], lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Command_KnowsWhatItIsTold()
    {
        var request = new CommandRequest(CommandLine.Parse("sh -c 'echo $POWERCONTROLLER_NODE'"), TimeSpan.FromSeconds(30));
        var result = await Runner.RunAsync(request with { Environment = request.Environment.Add("POWERCONTROLLER_NODE", "node1") }, null, CancellationToken.None);

        Assert.Equal("node1", result.LastLine);
    }

    [Fact]
    public async Task Arguments_ReachTheProgramAsTheyAre()
    {
        var result = await Run("""printf '%s|' "$HOME" '*' 'two words' ''""");
        Assert.Equal("$HOME|*|two words||", result.Output);
    }

    [Fact]
    public async Task Command_ThatAsks_FindsNobodyToAnswer() => Assert.Equal(1, (await Run("sh -c 'read answer'")).ExitCode);

    [Theory]
    [InlineData("/no/such/program")]
    [InlineData("no-such-program-anywhere")]
    [InlineData("/etc/passwd")]
    public async Task Program_ThatCannotBeRun_IsSaid(string program)
    {
        var result = await Run(program);
        Assert.Equal(CommandOutcome.NotStarted, result.Outcome);
        Assert.NotEmpty(result.LastLine);
    }

    [Fact]
    public async Task Command_ThatHangs_IsEndedWithEverythingItHasStarted()
    {
        var children = new List<int>();
        var began = Stopwatch.GetTimestamp();
        var result = await Run("sh -c 'sleep 300 & echo $!; echo $$; wait'", 1, line => { lock (children) children.Add(int.Parse(line)); });

        Assert.Equal(CommandOutcome.TimedOut, result.Outcome);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60));
        Assert.Equal(2, children.Count);
        Assert.DoesNotContain(children, Lives);
    }

    [Fact]
    public async Task Command_ThatWillNotEnd_IsEndedByForce()
    {
        var process = 0;
        var result = await Run("sh -c 'trap : TERM; echo $$; while true; do sleep 1; done'", 1, line => process = process == 0 ? int.Parse(line) : process);

        Assert.Equal(CommandOutcome.TimedOut, result.Outcome);
        Assert.False(Lives(process));
    }

    [Fact]
    public async Task Command_NobodyWantsAnyMore_IsEnded()
    {
        using var unwanted = new CancellationTokenSource();
        var run = Run("sh -c 'echo started; sleep 300'", 300, _ => unwanted.Cancel(), unwanted.Token);

        Assert.Equal(CommandOutcome.Killed, (await run).Outcome);
    }

    [Fact]
    public async Task Command_ThatLeavesADaemonBehind_IsNotWaitedFor()
    {
        var daemon = 0;
        var result = await Run("sh -c 'sleep 300 & echo $!'", 60, line => daemon = int.Parse(line));

        Assert.Equal((CommandOutcome.Exited, 0), (result.Outcome, result.ExitCode));
        Assert.True(Lives(daemon));
        Process.GetProcessById(daemon).Kill();
    }

    [Fact]
    public async Task Command_ThatPrintsWithoutEnd_FillsNoMemory()
    {
        var result = await Run("sh -c 'yes 2> /dev/null | head -c 50000000; echo last'", 60);

        Assert.Equal(0, result.ExitCode);
        Assert.True(result.Output.Length <= CommandLimits.OutputChars + 1);
        Assert.Equal("last", result.LastLine);
    }

    [Fact]
    public async Task Commands_ThatHaveEnded_LeaveNoZombies()
    {
        for (var run = 0; run < 20; run++)
            await Run("true");

        // The children of a test beside this one may just have ended: only what stays is left behind.
        var zombies = OurZombies().ToHashSet();
        for (var begun = Stopwatch.GetTimestamp(); zombies.Count > 0 && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20);)
        {
            await Task.Delay(50);
            zombies.IntersectWith(OurZombies());
        }

        Assert.Empty(zombies);
    }

    private static IEnumerable<string> OurZombies() => Directory.GetDirectories("/proc").Select(path => Path.Combine(path, "stat")).Where(File.Exists).Where(IsOurZombie);

    private static bool IsOurZombie(string stat)
    {
        try
        {
            var text = File.ReadAllText(stat);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" && fields[1] == Environment.ProcessId.ToString();
        }
        catch (IOException)
        {
            return false;
        }
    }
}

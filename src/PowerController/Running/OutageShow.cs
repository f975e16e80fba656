using System.Globalization;
using PowerController.CommandLine;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Running;

/// <summary>A newcomer's first minute: a complete outage and restore of the simulated site, and what became of the plan.</summary>
internal sealed class OutageShow(RunningSite site, Screen screen)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than any outage of a site that holds, at its speed.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>Mains stays away so long after everything is off.</summary>
    private static readonly TimeSpan _dark = TimeSpan.FromMinutes(2);

    public async Task<int> PlayAsync(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(_patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            return await PlayThroughAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!stop.IsCancellationRequested)
                screen.Line(screen.Red($"It did not come to its end within {_patience.TotalMinutes:0} minutes."));
            return ExitCodes.FoundWanting;
        }
    }

    private async Task<int> PlayThroughAsync(CancellationToken stop)
    {
        var cards = site.Simulated!.Cards;
        Say("everything starts");
        await UntilAsync(state => AllGood(state), stop).ConfigureAwait(false);
        var failing = cards.Names.Except(OwnSupply(), StringComparer.Ordinal).ToList();
        Say($"mains fails at {string.Join(", ", failing)}");
        foreach (var ups in failing)
            cards.Fail(ups);
        await UntilAsync(state => state.Runs.Any(run => run.Phase == Phase.AwaitingPower) && state.Runs.All(run => run.Phase >= Phase.AwaitingPower), stop).ConfigureAwait(false);
        Say("everything is off");
        var offAt = Now;
        await UntilAsync(_ => Now - offAt >= _dark, stop).ConfigureAwait(false);
        Say("mains is back");
        foreach (var ups in failing)
            cards.Restore(ups);
        await UntilAsync(state => state.Runs.IsEmpty && AllGood(state), stop).ConfigureAwait(false);
        var reports = site.Program.Loop.View.Pages.Closed;
        foreach (var report in reports)
            Show(report);
        return !reports.IsEmpty && reports.All(Held) ? ExitCodes.Done : ExitCodes.FoundWanting;
    }

    private TimeSpan Now => site.Program.Loop.Clock.Now;

    private static bool AllGood(SiteState state) =>
        state.Role == Role.Master && state.Upses.All(ups => ups.IsGood) && state.Nodes.All(node => node.Power == NodePower.Up)
        && state.Disks.All(disk => disk.Power is DiskPower.Warm);

    // The terminal itself stays on: it would stop its own host, as it should, and nobody would be left to tell the story.
    private IEnumerable<string> OwnSupply() =>
        site.Plan.Site.Terminals.First(terminal => terminal.Name == site.Plan.Self).Supply?.From.Select(source => source.Ups) ?? [];

    private async Task UntilAsync(Func<SiteState, bool> holds, CancellationToken stop)
    {
        while (!holds(site.Program.Loop.View.State))
            await Task.Delay(_look, stop).ConfigureAwait(false);
    }

    private void Say(string text) => screen.Line(screen.Bold($"--- {text}"));

    private void Show(RunReport report)
    {
        screen.Line();
        screen.Line(screen.Bold($"Run {report.Run} of {report.Unit}: the plan and what came"));
        var table = new TextTable("step", "planned by", "came after", "slack").Right(1, 2, 3);
        foreach (var (name, planned, came) in StepsOf(report))
            table.Add(name, planned is { } by ? Seconds(by) : "", came is { } at ? Seconds(at) : "never", planned is { } limit && came is { } then ? Seconds(limit - then) : "");
        table.WriteTo(screen);
        foreach (var given in report.GivenUp)
            screen.Line(screen.Red($"  given up: {given}"));
        foreach (var node in report.NotStarted)
            screen.Line(screen.Red($"  {node} ran before and does not run now"));
        screen.Line(Held(report) ? screen.Green("Everything held.") : screen.Red("It fell short."));
    }

    private static bool Held(RunReport report) =>
        report.GivenUp.IsEmpty && report.NotStarted.IsEmpty && StepsOf(report).All(step => step.Came is not null && (step.Planned is null || step.Came <= step.Planned));

    private static (string Name, TimeSpan? Planned, TimeSpan? Came)[] StepsOf(RunReport report)
    {
        TimeSpan? By(TimeSpan limit) => limit - report.FailedAt;
        TimeSpan? Entered(Phase phase) => report.Phases.Where(entry => entry.Phase >= phase).Select(entry => (TimeSpan?)(entry.At - report.FailedAt)).Min();
        return
        [
            ("shutdown decided", null, Entered(Phase.Committed)),
            ("cluster stopped", By(report.Deadlines.ClusterStopBy), Entered(Phase.StoppingOs)),
            ("systems stopping", By(report.Deadlines.OsStopBy), Entered(Phase.ArmingCut)),
            ("cuts ordered", By(report.Deadlines.CutBy), Entered(Phase.Dark)),
            ("outputs off", By(report.Deadlines.OffBy), Entered(Phase.AwaitingPower)),
            ("power back, gates passed", null, Entered(Phase.WarmingUp)),
            ("disks warm", null, Entered(Phase.StartingNodes)),
            ("nodes up", null, Entered(Phase.ReJoining)),
            ("normal", null, report.ClosedAt - report.FailedAt),
        ];
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0 s", CultureInfo.InvariantCulture);
}

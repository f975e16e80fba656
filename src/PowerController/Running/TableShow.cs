using PowerController.CommandLine;
using PowerController.Decisions;
using PowerController.Model.Units;
using PowerController.Simulator.Drills;
using PowerController.Simulator.Worlds;

namespace PowerController.Running;

/// <summary>The live table with its keys.</summary>
internal sealed class TableShow(RunningSite site, Screen screen, string address)
{
    private const string EnterAlternative = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private const string LeaveAlternative = "\u001b[?25h\u001b[?1049l";

    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(200);

    private readonly LiveTable _table = new(screen);
    private string _said = "";

    public async Task<int> RunAsync(TaskCompletionSource quit, CancellationToken stop)
    {
        screen.Output.Write(EnterAlternative);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                while (System.Console.KeyAvailable)
                    Take(System.Console.ReadKey(intercept: true), quit);
                _table.Draw(site.Program.Snapshots.Current, Footer());
                await Task.Delay(_pace, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            screen.Output.Write(LeaveAlternative);
            screen.Output.Flush();
        }

        return ExitCodes.Done;
    }

    private string Footer()
    {
        var keys = site.Simulated is { } simulated
            ? $"1-{Math.Min(9, simulated.Cards.Names.Length)} fail or restore a UPS   a all   d drill   q quit"
            : "d drill   q quit";
        return string.Join("   ", new[] { keys, address, _said }.Where(part => part.Length > 0));
    }

    private void Take(ConsoleKeyInfo key, TaskCompletionSource quit)
    {
        switch (key.KeyChar)
        {
            case 'q' or 'Q':
                quit.TrySetResult();
                break;
            case 'd' or 'D':
                _said = "drill …";
                _ = Task.Run(Drill);
                break;
            case 'a' or 'A' when site.Simulated is { } all:
                var failed = all.Cards.Names.Any(ups => !all.Cards.HasMains(ups));
                foreach (var ups in all.Cards.Names)
                    Switch(ups, failed);
                _said = failed ? "mains is back everywhere" : "mains has failed everywhere";
                break;
            case >= '1' and <= '9' when site.Simulated is { } one && key.KeyChar - '1' < one.Cards.Names.Length:
                var name = one.Cards.Names[key.KeyChar - '1'];
                var back = !one.Cards.HasMains(name);
                Switch(name, back);
                _said = back ? $"mains is back at {name}" : $"mains has failed at {name}";
                break;
        }
    }

    private void Switch(string ups, bool on)
    {
        if (on)
            site.Simulated!.Cards.Restore(ups);
        else
            site.Simulated!.Cards.Fail(ups);
    }

    private void Drill()
    {
        var state = site.Program.Loop.View.State;
        var ground = new Ground(state.Topology.Site, state.Digest);
        var result = Simulator.Drills.Drill.Play(ground, Simulator.Drills.Drill.ScriptFor(ground, Decisions.Plans.Failure.Named(ground.Index, Decisions.Plans.Failure.Everything)!), Decider.Decide);
        _said = result.FellShort
            ? $"drill: it fell short: {result.Findings[0]}"
            : $"drill: everything held; normal {(result.Normal is { } normal ? UnitText.Seconds(TimeSpan.FromSeconds(Math.Ceiling(normal.TotalSeconds))) : "never")} after the failure";
    }
}

using System.CommandLine;
using System.Globalization;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;

namespace PowerController.Operating;

/// <summary>`powerctl runs`: shutdowns and restores, the plan against what happened.</summary>
internal static class RunsCommand
{
    private const string More =
        """
        Examples:
          powerctl runs                open runs, and the last ones that have ended
          powerctl runs 3.1            the plan of run 3.1 against what happened
          powerctl runs --json         for programs

        'powerctl history --runs' knows all there ever were.
        """;

    public static Command Create()
    {
        var id = new Argument<string?>("RUN") { Description = "A run's number", Arity = ArgumentArity.ZeroOrOne };
        return new DocumentedCommand("runs", "Show shutdowns and restores: the plan against what happened.", More) { id }.With((parsed, screen, client, cancel) =>
            parsed.GetValue(id) is { } one ? OneAsync(screen, client, one, parsed.GetValue(Json.Option), cancel) : AllAsync(screen, client, parsed.GetValue(Json.Option), cancel));
    }

    private static async Task<int> AllAsync(Screen screen, DaemonClient client, bool asJson, CancellationToken cancel)
    {
        var said = await client.GetAsync("/api/v1/runs", ApiJson.Default.RunsDocument, cancel);
        if (said.Document is not { } runs)
            return DaemonCommand.Tell(screen, said.Trouble!);
        if (asJson)
        {
            DaemonCommand.WriteJson(screen, said.Json);
            return ExitCodes.Done;
        }

        var table = new TextTable("run", "unit", "for", "began", "phase", "given up");
        foreach (var run in runs.Open)
            table.Add(run.Id, run.Unit, run.Cause, Moment(run.FailedAt), run.Phase, string.Join("; ", run.GivenUp));
        foreach (var run in runs.Closed.Reverse())
            table.Add(run.Id, run.Unit, run.Cause, Moment(run.FailedAt), $"ended {Moment(run.ClosedAt)}", string.Join("; ", run.GivenUp));
        if (runs.Open.Length + runs.Closed.Length == 0)
            screen.Line("There was no run lately.");
        else
            table.WriteTo(screen, "");
        return ExitCodes.Done;
    }

    private static async Task<int> OneAsync(Screen screen, DaemonClient client, string id, bool asJson, CancellationToken cancel)
    {
        var said = await client.GetAsync($"/api/v1/runs/{Uri.EscapeDataString(id)}", ApiJson.Default.RunDocument, cancel);
        if (said.Document is not { } run)
            return DaemonCommand.Tell(screen, said.Trouble!);
        if (asJson)
        {
            DaemonCommand.WriteJson(screen, said.Json);
            return ExitCodes.Done;
        }

        screen.Line(screen.Bold(run.Open is { } open ? $"Run {id} of {open.Unit}: {open.Phase} ({open.Why})" : $"Run {id} of {run.Closed!.Unit}: ended {Moment(run.Closed.ClosedAt)}"));
        var limits = new TextTable("", "planned [s]", "came after [s]", "slack [s]").Right(1, 2, 3);
        foreach (var limit in run.Open?.Plan ?? run.Closed!.Plan)
            limits.Add(limit.Name, Figure(limit.PlannedSeconds), Figure(limit.ActualSeconds), Figure(limit.SlackSeconds));
        limits.WriteTo(screen);
        screen.Line();
        var phases = new TextTable("phase", "at", "after [s]").Right(2);
        foreach (var phase in run.Open?.Phases ?? run.Closed!.Phases)
            phases.Add(phase.Phase, Moment(phase.At), Figure(phase.Seconds));
        phases.WriteTo(screen);
        foreach (var given in run.Open?.GivenUp ?? run.Closed!.GivenUp)
            screen.Line(screen.Red($"  given up: {given}"));
        foreach (var node in run.Closed?.NotStarted ?? [])
            screen.Line(screen.Red($"  does not run: {node}"));
        return ExitCodes.Done;
    }

    private static string Moment(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Figure(double? seconds) => seconds?.ToString("0.#", CultureInfo.InvariantCulture) ?? "–";
}

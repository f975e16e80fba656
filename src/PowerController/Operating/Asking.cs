using System.Globalization;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;
using PowerController.Console.Api.Showing;

namespace PowerController.Operating;

/// <summary>What is asked of the person before something is done.</summary>
internal enum Asks
{
    Nothing,

    /// <summary>The site's name, after the plan was shown.</summary>
    Site,

    /// <summary>Nothing is done at all.</summary>
    PlanOnly,
}

/// <summary>Asks the running program for something, with the plan before it where that matters.</summary>
internal static class Asking
{
    public static async Task<int> AskAsync(Screen screen, DaemonClient client, string kind, AskDocument ask, Asks first, bool asJson, CancellationToken cancel)
    {
        if (first != Asks.Nothing)
        {
            var plan = await client.AskAsync(kind, ask with { DryRun = true }, cancel);
            if (plan.Document is null || first == Asks.PlanOnly)
                return Show(screen, plan, asJson);
            if (await RefusedAsync(screen, client, plan.Document.Plan, cancel) is { } code)
                return code;
        }

        return Show(screen, await client.AskAsync(kind, ask, cancel), asJson, planShown: first == Asks.Site);
    }

    public static int Show(Screen screen, Said<AskedDocument> said, bool asJson, bool planShown = false)
    {
        if (said.Document is not { } asked)
            return DaemonCommand.Tell(screen, said.Trouble!);
        if (asJson)
        {
            DaemonCommand.WriteJson(screen, said.Json);
        }
        else if (asked.Accepted)
        {
            screen.Line(screen.Green(asked.Text));
            if (!planShown && asked.Plan is { } plan)
                Write(screen, plan);
            if (asked.Run is { } run)
                screen.Line($"Run {run}: 'powerctl status --watch' shows how it goes.");
        }
        else
        {
            screen.Error.WriteLine(screen.Red($"Refused: {asked.Text}"));
        }

        return asked.Accepted ? ExitCodes.Done : ExitCodes.FoundWanting;
    }

    // The plan goes to the error stream: what a program reads is the answer alone.
    private static async Task<int?> RefusedAsync(Screen screen, DaemonClient client, AskPlan? plan, CancellationToken cancel)
    {
        var said = await client.GetAsync("/api/v1/site", ApiJson.Default.SiteDocument, cancel);
        if (said.Document is not { } site)
            return DaemonCommand.Tell(screen, said.Trouble!);
        if (plan is not null)
            Write(screen with { Output = screen.Error }, plan);
        await screen.Error.WriteAsync($"Type the site's name ({site.Site}) to go on: ");
        var typed = await screen.Input.ReadLineAsync(cancel);
        if (string.Equals(typed?.Trim(), site.Site, StringComparison.Ordinal))
            return null;
        screen.Error.WriteLine(typed is null ? "\nNobody answers. Give --yes where nobody is asked." : "That is not its name: nothing was done.");
        return ExitCodes.FoundWanting;
    }

    private static void Write(Screen screen, AskPlan plan)
    {
        foreach (var sentence in plan.Says)
            screen.Line($"  {sentence}");
        if (plan.Steps.Length > 0)
        {
            var table = new TextTable("step", "who", "within", "because").Right(2);
            foreach (var step in plan.Steps)
                table.Add(step.Name, step.Target, Spoken.Duration(TimeSpan.FromSeconds(step.By)), step.Because);
            table.WriteTo(screen);
        }

        screen.Line();
    }
}

using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;

namespace PowerController.Operating;

/// <summary>`powerctl status`: the site as it is now.</summary>
internal static class StatusCommand
{
    /// <summary>Figures change every other second.</summary>
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1);

    private const string More =
        """
        Examples:
          powerctl status                     the tree of groups with everything in it, what runs, what is wrong
          powerctl status --watch             redrawn every second, until Ctrl-C
          powerctl status --json              for programs

        Ends with 1 when there is an alarm or a run is open, with 3 when no PowerController runs.
        """;

    public static Command Create()
    {
        var watch = new Option<bool>("--watch", "-w") { Description = "Draw it again every second" };
        return new DocumentedCommand("status", "Show the site as it is now.", More) { watch }.With(async (parsed, screen, client, cancel) =>
        {
            if (parsed.GetValue(watch) && parsed.GetValue(Json.Option))
                return screen.Refuse("--watch and --json exclude each other: give one of them.");
            return parsed.GetValue(watch) ? await WatchAsync(screen, client, cancel) : await ShowAsync(screen, client, parsed.GetValue(Json.Option), cancel);
        });
    }

    private static async Task<int> ShowAsync(Screen screen, DaemonClient client, bool asJson, CancellationToken cancel)
    {
        var said = await client.GetAsync("/api/v1/status", ApiJson.Default.StatusDocument, cancel);
        if (said.Document is not { } status)
            return DaemonCommand.Tell(screen, said.Trouble!);
        if (asJson)
            DaemonCommand.WriteJson(screen, said.Json);
        else
            StatusText.Write(screen, status);
        return status.Alarms.Length > 0 || status.Runs.Length > 0 ? ExitCodes.FoundWanting : ExitCodes.Done;
    }

    private static async Task<int> WatchAsync(Screen screen, DaemonClient client, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(_pace);
        try
        {
            do
            {
                var said = await client.GetAsync("/api/v1/status", ApiJson.Default.StatusDocument, cancel);
                using var page = new StringWriter();
                var whole = screen with { Output = page };
                if (said.Document is { } status)
                    StatusText.Write(whole, status);
                else
                    page.WriteLine($"{said.Trouble!.Error} {said.Trouble.Remedy}");
                Draw(screen, page.ToString());
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C: that was enough.
        }

        return ExitCodes.Done;
    }

    // Line by line over the last picture, so that nothing flickers; what does not fit is left out.
    private static void Draw(Screen screen, string page)
    {
        var lines = page.TrimEnd('\n').Split('\n');
        if (!screen.Colour)
        {
            screen.Line(page);
            return;
        }

        var shown = lines.Take(Math.Max(1, screen.Height - 1)).ToArray();
        screen.Output.Write($"\u001b[H{string.Concat(shown.Select(line => $"{line}\u001b[K\n"))}\u001b[J");
        screen.Output.Flush();
    }
}

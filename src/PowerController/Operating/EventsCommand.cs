using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;
using PowerController.Yaml.Binding;

namespace PowerController.Operating;

/// <summary>`powerctl events`: what happened lately, and what happens.</summary>
internal static class EventsCommand
{
    private static readonly TimeSpan _beforeAgain = TimeSpan.FromSeconds(1);

    private const string More =
        """
        Examples:
          powerctl events                     what happened lately
          powerctl events --since 2h          in the last two hours
          powerctl events --follow            and what happens from now on, until Ctrl-C
          powerctl events --follow --json     one line of JSON for each, for programs

        The running program has the last ones; 'powerctl history --events' knows all there ever were.
        """;

    public static Command Create()
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what happens" };
        var since = new Option<string?>("--since") { Description = "How far back, like 90m, 12h or 2d", HelpName = "TIME" };
        return new DocumentedCommand("events", "Show what happened at the site, and what happens.", More) { follow, since }.With(async (parsed, screen, client, cancel) =>
        {
            var path = "/api/v1/events";
            if (parsed.GetValue(since) is { } back)
            {
                if (!new DurationForm().TryRead(back, out var time, out var remedy))
                    return screen.Refuse($"--since '{back}' is not understood. {remedy}");
                path += $"?since={Uri.EscapeDataString((TimeProvider.System.GetUtcNow() - time).ToString("O", CultureInfo.InvariantCulture))}";
            }

            var said = await client.GetAsync(path, ApiJson.Default.EventsDocument, cancel);
            if (said.Document is not { } events)
                return DaemonCommand.Tell(screen, said.Trouble!);
            var asJson = parsed.GetValue(Json.Option);
            var following = parsed.GetValue(follow);
            if (asJson && !following)
                DaemonCommand.WriteJson(screen, said.Json);
            else
                Write(screen, events, asJson);
            return following ? await FollowAsync(screen, client, events.Last, asJson, cancel) : ExitCodes.Done;
        });
    }

    private static async Task<int> FollowAsync(Screen screen, DaemonClient client, long after, bool asJson, CancellationToken cancel)
    {
        var isLost = false;
        while (true)
        {
            try
            {
                await foreach (var happened in client.FollowAsync(after, cancel))
                {
                    isLost = false;
                    after = happened.Number;
                    Write(screen, happened, asJson);
                }
            }
            catch (OperationCanceledException)
            {
                return ExitCodes.Done;
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException)
            {
                // Told once; the program may be starting anew.
                if (!isLost)
                    screen.Error.WriteLine($"The connection to {client.Where} is lost; trying again until it is there or Ctrl-C is pressed.");
                isLost = true;
            }

            try
            {
                await Task.Delay(_beforeAgain, cancel);
            }
            catch (OperationCanceledException)
            {
                return ExitCodes.Done;
            }
        }
    }

    private static void Write(Screen screen, EventsDocument events, bool asJson)
    {
        foreach (var happened in events.Events)
            Write(screen, happened, asJson);
    }

    private static void Write(Screen screen, EventDocument happened, bool asJson)
    {
        if (asJson)
        {
            screen.Line(JsonSerializer.Serialize(happened, ApiJson.Default.EventDocument));
            return;
        }

        var text = $"{happened.Subject}: {happened.Text}";
        var who = happened.Who is { } name ? screen.Dim($"  ({name}, {happened.From})") : "";
        screen.Line($"{happened.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}  " + happened.Urgency switch
        {
            "alarm" => screen.Red(text),
            "warning" => screen.Yellow(text),
            _ => text,
        } + who);
    }
}

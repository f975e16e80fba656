using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;

namespace PowerController.Operating;

/// <summary>A command that a running PowerController does.</summary>
internal static class DaemonCommand
{
    /// <summary>Longer than that nobody waits for a tab.</summary>
    private static readonly TimeSpan _completesWithin = TimeSpan.FromMilliseconds(500);

    public static Command With(this Command command, Func<ParseResult, Screen, DaemonClient, CancellationToken, Task<int>> work)
    {
        DaemonOptions.AddTo(command);
        command.Add(Json.Option);
        command.SetAction(async (parsed, cancel) =>
        {
            var screen = Screen.OfProcess(parsed);
            using var client = DaemonOptions.Open(parsed, screen);
            return client is null ? ExitCodes.WrongUsage : await work(parsed, screen, client, cancel);
        });
        return command;
    }

    /// <summary>Names of the running site; where nothing runs, of the configuration.</summary>
    public static void Complete(this Argument argument, Func<SiteDocument, IEnumerable<string>> running, Func<Model.Sites.Site, IEnumerable<string>> written)
    {
        // Otherwise help would list every name of the site in its place.
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(context => Running(context.ParseResult) is { } site
            ? running(site).Select(name => new CompletionItem(name))
            : SiteSource.NamesForCompletion(context.ParseResult, written));
    }

    /// <summary>Clusters, and servers without one.</summary>
    public static IEnumerable<string> Units(Model.Sites.Site site) => new Model.Runs.Topology(site).Units.Select(unit => unit.Name);

    public static int Tell(Screen screen, Trouble trouble)
    {
        screen.Error.WriteLine(screen.Red(trouble.Error));
        if (trouble.Remedy.Length > 0)
            screen.Error.WriteLine(trouble.Remedy);
        return trouble.ExitCode;
    }

    public static void WriteJson(Screen screen, JsonElement json) => Json.Write(screen.Output, writer => json.WriteTo(writer));

    private static SiteDocument? Running(ParseResult parsed)
    {
        using var client = DaemonOptions.OpenQuietly(parsed);
        if (client is null)
            return null;
        using var late = new CancellationTokenSource(_completesWithin);
        try
        {
            return client.GetAsync("/api/v1/site", ApiJson.Default.SiteDocument, late.Token).GetAwaiter().GetResult().Document;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;
using PowerController.Runtime.Desk;

namespace PowerController.Operating;

/// <summary>What a running PowerController does with one UPS: audited, and careful about what hangs on it.</summary>
internal static class UpsRequests
{
    private const string Endings = "Ends with 1 when the UPS or PowerController refuses, 2 when there is no such UPS, 3 when no PowerController runs, 4 when you may not.";

    public static IEnumerable<Command> All() => [List(), Test(), Outlet(), Set()];

    /// <summary>One UPS of the running site, by its name.</summary>
    public static async Task<int> ShowAsync(ParseResult parsed, Screen screen, string name, CancellationToken cancel)
    {
        using var client = DaemonOptions.Open(parsed, screen);
        if (client is null)
            return ExitCodes.WrongUsage;
        var said = await client.GetAsync($"/api/v1/ups/{Uri.EscapeDataString(name)}", ApiJson.Default.UpsStatus, cancel);
        if (said.Document is not { } ups)
        {
            var code = DaemonCommand.Tell(screen, said.Trouble!);
            if (code == ExitCodes.NotReachable)
                screen.Error.WriteLine("A card can also be asked without it: give its IP address.");
            return code;
        }

        if (parsed.GetValue(Json.Option))
            DaemonCommand.WriteJson(screen, said.Json);
        else
            StatusText.WriteOne(screen, ups);
        return ExitCodes.Done;
    }

    private static Command List() =>
        new DocumentedCommand("list", "List the UPSes of the running site with their figures.", "Examples:\n  powerctl ups list\n  powerctl ups list --json")
            .With(async (parsed, screen, client, cancel) =>
            {
                var said = await client.GetAsync("/api/v1/status", ApiJson.Default.StatusDocument, cancel);
                if (said.Document is not { } status)
                    return DaemonCommand.Tell(screen, said.Trouble!);
                var upses = status.Groups.SelectMany(Within).ToArray();
                if (parsed.GetValue(Json.Option))
                    Json.Write(screen.Output, json => System.Text.Json.JsonSerializer.Serialize(json, upses, ApiJson.Default.UpsStatusArray));
                else
                    StatusText.WriteUpses(screen, upses);
                return ExitCodes.Done;
            });

    private static Command Test()
    {
        var ups = UpsArgument();
        return new DocumentedCommand("test", "Have a UPS test itself. Needs the role operator.",
            $"Examples:\n  powerctl ups test UPS1\n\nIt runs on battery for some seconds; that is no outage.\n{Endings}") { ups }
            .With((parsed, screen, client, cancel) =>
                Asking.AskAsync(screen, client, "ups-test", new AskDocument(Ups: parsed.GetRequiredValue(ups)), Asks.Nothing, parsed.GetValue(Json.Option), cancel));
    }

    private static Command Outlet()
    {
        var what = new Argument<string>("UPS[/GROUP]") { Description = "A UPS, or an outlet group of it like UPS1/web" };
        what.Complete(
            site => site.Upses.SelectMany(ups => ups.OutletGroups.Select(group => $"{ups.Name}/{group}").Prepend(ups.Name)),
            site => site.Upses.SelectMany(ups => ups.OutletGroups.Select(group => $"{ups.Name}/{group.Name}").Prepend(ups.Name)));
        var on = new Argument<string>("on|off") { Description = "on or off" };
        on.AcceptOnlyFromAmong("on", "off");
        var anyway = new Option<bool>("--anyway") { Description = "Off, also while something that runs would lose its power" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask for the site's name" };
        return new DocumentedCommand("outlet", "Switch an outlet group of a UPS, or its whole output. Needs the role admin.",
            $"Examples:\n  powerctl ups outlet UPS1/web on\n  powerctl ups outlet UPS1 off\n\nWhat feeds something that may be running stays on, unless --anyway is given.\n{Endings}") { what, on, anyway, yes }
            .With((parsed, screen, client, cancel) =>
            {
                var parts = parsed.GetRequiredValue(what).Split('/', 2);
                var isOn = parsed.GetRequiredValue(on) == "on";
                var ask = new AskDocument(Ups: parts[0], OutletGroup: parts.Length > 1 ? parts[1] : null, On: isOn, Anyway: parsed.GetValue(anyway));
                return Asking.AskAsync(screen, client, "ups-outlet", ask, isOn || parsed.GetValue(yes) ? Asks.Nothing : Asks.Site, parsed.GetValue(Json.Option), cancel);
            });
    }

    private static Command Set()
    {
        var ups = UpsArgument();
        var settings = new Argument<string[]>("SETTING=VALUE") { Description = "Settings as the configuration writes them", Arity = ArgumentArity.OneOrMore };
        settings.CompletionSources.Add(_ => SettingText.Names.Select(name => new System.CommandLine.Completions.CompletionItem($"{name}=")));
        return new DocumentedCommand("set", "Write settings into a UPS, and read them back. Needs the role admin.",
            $"Examples:\n  powerctl ups set UPS1 shutoffDelay=300s\n  powerctl ups set UPS1 sensitivity=high returnCharge=15%\n\nSettings: {string.Join(", ", SettingText.Names)}.\n{Endings}") { ups, settings }
            .With(async (parsed, screen, client, cancel) =>
            {
                var wanted = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
                foreach (var text in parsed.GetRequiredValue(settings))
                {
                    var at = text.IndexOf('=', StringComparison.Ordinal);
                    if (at <= 0)
                        return screen.Refuse($"'{text}' is not understood. Write the setting and its value: shutoffDelay=300s.");
                    if (!wanted.TryAdd(text[..at], text[(at + 1)..]))
                        return screen.Refuse($"{text[..at]} is given twice.");
                }

                return await Asking.AskAsync(
                    screen, client, "ups-set", new AskDocument(Ups: parsed.GetRequiredValue(ups), Settings: wanted.ToImmutable()), Asks.Nothing, parsed.GetValue(Json.Option), cancel);
            });
    }

    private static Argument<string> UpsArgument()
    {
        var ups = new Argument<string>("UPS") { Description = "Name of the UPS" };
        ups.Complete(site => site.Upses.Select(one => one.Name), site => site.Upses.Select(one => one.Name));
        return ups;
    }

    private static IEnumerable<UpsStatus> Within(GroupStatus group) => group.Upses.Concat(group.Groups.SelectMany(Within));
}

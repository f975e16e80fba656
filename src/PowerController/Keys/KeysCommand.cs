using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Hosts.Keys;

namespace PowerController.Keys;

/// <summary>`powerctl keys`: makes, shows and changes the keys by which the hosts of a site know each other. No secret is ever printed.</summary>
internal static class KeysCommand
{
    private const string UsualDirectory = "config";

    private const string More =
        """
        Examples:
          powerctl keys new --config /etc/powercontroller               whatever keys the site lacks
          powerctl keys show                                            which keys there are, by their fingerprints
          powerctl keys rotate group                                    the next step of a change of the group key
          powerctl keys rotate terminal1                                the next step of a change of a terminal's own key
          powerctl keys pin own-key-terminal1                           take up a key that was made on its terminal

        Who needs what, in the same directory of each host, readable by the program's user alone:
          group-key             every host: who has it can listen to the hosts and speak as a node
          own-key-TERMINAL      only that control terminal: who has it can give orders
          pinned-keys           every host, the same everywhere; nothing in it is secret
        Running hosts see changed files within seconds; nothing has to be started again.

        Ends with 0 when done, 1 when 'show' finds something wanting, 2 for wrong usage or files that cannot be used.
        """;

    private const string RotateMore =
        """
        A change of keys takes three steps, so that hosts with the files of before still understand those with the new ones:
          1. the new key is made and accepted      then copy the files to every host
          2. the new key is used                   then copy the files to every host
          3. the old key is no longer accepted     then copy the files to every host
        Each call does the next step and says what to do before the one after it.

        Examples:
          powerctl keys rotate group
          powerctl keys rotate terminal1 --config /etc/powercontroller
        """;

    public static Command Create()
    {
        var command = new DocumentedCommand("keys", "Make, show and change the keys by which the hosts of a site know each other.", More);
        command.Subcommands.Add(New());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Rotate());
        command.Subcommands.Add(Pin());
        return command;
    }

    private static DocumentedCommand New()
    {
        var command = new DocumentedCommand(
            "new",
            "Make the keys a site lacks: the group key, an own key for each control terminal, the pinned keys. What is there is kept.",
            "Examples:\n  powerctl keys new\n  powerctl keys new --config /etc/powercontroller --json") { SiteSource.Config, Json.Option };
        command.SetAction(parsed => With(parsed, (screen, site, making) => KeysText.WriteWork(screen, parsed.GetValue(Json.Option), making.MakeMissing(site.Site), "Nothing was missing.")));
        return command;
    }

    private static DocumentedCommand Show()
    {
        var command = new DocumentedCommand("show", "Show which keys there are, by their fingerprints.", "Examples:\n  powerctl keys show\n  powerctl keys show --json") { SiteSource.Config, Json.Option };
        command.SetAction(parsed =>
        {
            var screen = Screen.OfProcess(parsed);
            if (Loaded(parsed, screen) is not { } loaded)
                return ExitCodes.WrongUsage;
            var list = KeyList.Of(loaded.Places, loaded.Site.Site);
            if (parsed.GetValue(Json.Option))
                KeysText.WriteJson(screen.Output, list);
            else
                KeysText.Write(screen, list);
            return list.Problems.IsEmpty ? ExitCodes.Done : ExitCodes.FoundWanting;
        });
        return command;
    }

    private static DocumentedCommand Rotate()
    {
        var which = new Argument<string>("KEY") { Description = "'group', or the name of a control terminal" };
        which.CompletionSources.Add(context => SiteSource.NamesForCompletion(context.ParseResult, site => site.Terminals.Select(terminal => terminal.Name).Prepend("group")));
        var command = new DocumentedCommand("rotate", "Do the next step of a change of keys.", RotateMore) { which, SiteSource.Config, Json.Option };
        command.SetAction(parsed => With(parsed, (screen, site, making) =>
        {
            var key = parsed.GetRequiredValue(which);
            if (key is not "group" && !site.Site.Terminals.Any(terminal => terminal.Name == key))
                return screen.Refuse($"{site.Site.Name} has no control terminal {key}. Keys are 'group' and {string.Join(", ", site.Site.Terminals.Select(terminal => terminal.Name))}.");
            return KeysText.WriteWork(screen, parsed.GetValue(Json.Option), key is "group" ? making.RotateGroup() : making.RotateOwn(key), "Nothing was changed.");
        }));
        return command;
    }

    private static DocumentedCommand Pin()
    {
        var file = new Argument<string>("FILE") { Description = "The own key file of a host" };
        var command = new DocumentedCommand("pin", "Take the public half of a host's own key up into the pinned keys.", "Examples:\n  powerctl keys pin /mnt/own-key-terminal2") { file, SiteSource.Config, Json.Option };
        command.SetAction(parsed => With(parsed, (screen, _, making) => KeysText.WriteWork(screen, parsed.GetValue(Json.Option), making.Pin(parsed.GetRequiredValue(file)), "It was pinned already.")));
        return command;
    }

    private static int With(ParseResult parsed, Func<Screen, LoadedSite, KeyMaking, int> work)
    {
        var screen = Screen.OfProcess(parsed);
        return Loaded(parsed, screen) is { } loaded ? work(screen, loaded.Site, new KeyMaking(loaded.Places, TimeProvider.System)) : ExitCodes.WrongUsage;
    }

    private static (LoadedSite Site, KeyPlaces Places)? Loaded(ParseResult parsed, Screen screen)
    {
        var directory = parsed.GetValue(SiteSource.Config) ?? UsualDirectory;
        if (!Directory.Exists(directory))
        {
            screen.Refuse($"There is no configuration directory {directory}: keys belong to a site. Name its directory with --config, or make one with 'powerctl init'.");
            return null;
        }

        return SiteSource.Load(parsed, screen) is { } site ? (site, KeyPlaces.Of(site.Site, directory)) : null;
    }
}

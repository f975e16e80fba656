using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;
using PowerController.Yaml.Binding;

namespace PowerController.Operating;

/// <summary>The commands by which an operator has something done.</summary>
internal static class RequestCommands
{
    public static IEnumerable<Command> All() =>
    [
        OnUnit("cancel", "cancel", "Let a countdown run out without effect, until the power has been good again.",
            "The power has failed, the countdown runs, and you know better."),
        ShutDown(),
        Reboot(),
        OnUnit("start", "start", "Start a cluster or server that is off.", "It starts as soon as its power, its batteries and its disks allow."),
        OnUnit("finish", "finish-stay-off", "Complete an open shutdown, but start nothing afterwards.", "After it, 'powerctl start' starts it."),
        OnUnit("skip-wait", "skip-wait", "Start now what only waits for charge, stability or a planned time.", "Warm-up of disks is never skipped."),
        Force(),
        Local(),
        Auto(),
        Reload(),
    ];

    private static Command OnUnit(string name, string kind, string summary, string about)
    {
        var unit = UnitArgument();
        return new DocumentedCommand(name, summary, $"{about}\n\nExamples:\n  powerctl {name} cluster\n  powerctl {name} cluster --json\n\n{Endings}") { unit }
            .With((parsed, screen, client, cancel) =>
                Asking.AskAsync(screen, client, kind, new AskDocument(Unit: parsed.GetRequiredValue(unit)), Asks.Nothing, parsed.GetValue(Json.Option), cancel));
    }

    private static Command Force()
    {
        var unit = UnitArgument();
        var yes = YesOption();
        return new DocumentedCommand("force", "Do not wait any longer for what an open run waits for.",
            $"In a countdown it begins the shutdown now; in a stop it goes on to the next step, whatever still runs.\n\nExamples:\n  powerctl force cluster\n  powerctl force cluster --yes\n\n{Endings}") { unit, yes }
            .With((parsed, screen, client, cancel) =>
                Asking.AskAsync(screen, client, "force", new AskDocument(Unit: parsed.GetRequiredValue(unit)), parsed.GetValue(yes) ? Asks.Nothing : Asks.Site, parsed.GetValue(Json.Option), cancel));
    }

    private static Command ShutDown()
    {
        const string more =
            """
            Examples:
              powerctl shutdown cluster                         shows the plan, and asks for the site's name
              powerctl shutdown cluster --return-after 30m      starts it again half an hour from now
              powerctl shutdown node1                           one node; its cluster goes on
              powerctl shutdown cluster --plan                  only the plan, nothing is done
              powerctl shutdown cluster --yes --json            for programs

            """;
        var name = UnitOrNodeArgument();
        var back = new Option<string?>("--return-after") { Description = "Start it again after this time, like 30m", HelpName = "TIME" };
        var plan = new Option<bool>("--plan") { Description = "Show what would happen, and do nothing" };
        var yes = YesOption();
        return new DocumentedCommand("shutdown", "Shut a cluster, a server or one node down in order, and cut its power.", more + "\n" + Endings) { name, back, plan, yes }
            .With(async (parsed, screen, client, cancel) =>
            {
                TimeSpan? after = null;
                if (parsed.GetValue(back) is { } text)
                {
                    if (!new DurationForm().TryRead(text, out var time, out var remedy))
                        return screen.Refuse($"--return-after '{text}' is not understood. {remedy}");
                    after = time;
                }

                var said = await client.GetAsync("/api/v1/site", ApiJson.Default.SiteDocument, cancel);
                if (said.Document is not { } site)
                    return DaemonCommand.Tell(screen, said.Trouble!);
                var what = parsed.GetRequiredValue(name);
                // A server without a cluster is a unit; only a cluster's node goes alone.
                var isNode = !site.Units.Contains(what, StringComparer.Ordinal) && site.Nodes.Contains(what, StringComparer.Ordinal);
                var ask = new AskDocument(Unit: isNode ? null : what, Node: isNode ? what : null, ReturnAfterSeconds: after?.TotalSeconds);
                var first = parsed.GetValue(plan) ? Asks.PlanOnly : parsed.GetValue(yes) ? Asks.Nothing : Asks.Site;
                return await Asking.AskAsync(screen, client, "shutdown", ask, first, parsed.GetValue(Json.Option), cancel);
            });
    }

    private static Command Reboot()
    {
        var unit = UnitArgument();
        var plan = new Option<bool>("--plan") { Description = "Show what would happen, and do nothing" };
        var yes = YesOption();
        return new DocumentedCommand("reboot", "Restart a cluster or server in order, without cutting its power.",
            $"Examples:\n  powerctl reboot cluster\n  powerctl reboot cluster --plan\n  powerctl reboot cluster --yes\n\n{Endings}") { unit, plan, yes }
            .With((parsed, screen, client, cancel) => Asking.AskAsync(
                screen, client, "reboot", new AskDocument(Unit: parsed.GetRequiredValue(unit)),
                parsed.GetValue(plan) ? Asks.PlanOnly : parsed.GetValue(yes) ? Asks.Nothing : Asks.Site, parsed.GetValue(Json.Option), cancel));
    }

    private static Command Local() =>
        new DocumentedCommand("local", "Maintenance: nothing is cut or started by itself until 'powerctl auto'.",
            $"Examples:\n  powerctl local\n\nThe watching goes on, and what would be done is told.\n{Endings}")
            .With((parsed, screen, client, cancel) => Asking.AskAsync(screen, client, "local", new AskDocument(), Asks.Nothing, parsed.GetValue(Json.Option), cancel));

    private static Command Auto()
    {
        var resume = new Option<bool>("--resume") { Description = "Go on with what is open, even where that cuts outputs at once" };
        var leave = new Option<bool>("--leave-as-is") { Description = "Take the site as it is: open runs are closed" };
        return new DocumentedCommand("auto", "Automatic operation again.",
            $"Examples:\n  powerctl auto                    where something is down it asks first\n  powerctl auto --resume\n  powerctl auto --leave-as-is\n\n{Endings}") { resume, leave }
            .With(async (parsed, screen, client, cancel) =>
            {
                if (parsed.GetValue(resume) && parsed.GetValue(leave))
                    return screen.Refuse("--resume and --leave-as-is exclude each other: give one of them.");
                var answer = parsed.GetValue(resume) ? "resume" : parsed.GetValue(leave) ? "leave-as-is" : null;
                return await Asking.AskAsync(screen, client, "auto", new AskDocument(Answer: answer), Asks.Nothing, parsed.GetValue(Json.Option), cancel);
            });
    }

    private static Command Reload() =>
        new DocumentedCommand("reload", "Have the running program read its configuration again.",
            $"Examples:\n  powerctl check && powerctl reload\n\nAn invalid configuration changes nothing, and says why.\n{Endings}")
            .With(async (parsed, screen, client, cancel) => Asking.Show(screen, await client.ReloadAsync(cancel), parsed.GetValue(Json.Option)));

    private const string Endings = "Ends with 1 when it is refused, 2 when there is nothing of that name, 3 when no PowerController runs, 4 when you may not.";

    private static Option<bool> YesOption() => new("--yes", "-y") { Description = "Do not ask for the site's name" };

    private static Argument<string> UnitArgument()
    {
        var unit = new Argument<string>("UNIT") { Description = "A cluster, or a server without one" };
        unit.Complete(site => site.Units, DaemonCommand.Units);
        return unit;
    }

    private static Argument<string> UnitOrNodeArgument()
    {
        var name = new Argument<string>("UNIT|NODE") { Description = "A cluster, a server without one, or one node of a cluster" };
        name.Complete(site => site.Units.Concat(site.Nodes).Distinct(StringComparer.Ordinal), site => DaemonCommand.Units(site).Concat(site.Nodes.Select(node => node.Name)).Distinct(StringComparer.Ordinal));
        return name;
    }
}

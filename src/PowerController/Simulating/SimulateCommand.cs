using System.Collections.Immutable;
using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Decisions;
using PowerController.Model.Sites;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Nights;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulating;

/// <summary>`powerctl simulate`: bad nights without number, to find one in which the decisions go wrong.</summary>
internal static class SimulateCommand
{
    private const long UsualSeeds = 2_000;

    private const string Ways = "ways";
    private const string All = "all";
    private const string Modelled = "modelled";
    private const string Real = "real";

    private const string More =
        """
        Examples:
          powerctl simulate                                        2,000 nights of the four ways a site is built
          powerctl simulate --seeds 200000 --faults many           all night long
          powerctl simulate --site all                             also sites with shared disks, five ranks of disks, three terminals
          powerctl simulate --site mirror                          nights of one example
          powerctl simulate --coordination real --seeds 100        every message a sealed datagram; some hundred times dearer
          powerctl simulate --config /etc/powercontroller          nights of your own site
          powerctl simulate --seeds 1 --from 4711 --faults many    one night, told as a story

        A night goes from an outage until everything runs again; the decisions in it are the real ones. After every event it is checked
        that no machine loses its power while it may be running, that disks go last and come first, and so on; at the end that everything runs again.
        With --coordination modelled elections, words of agents and orders take a short cut through the network's delays and losses; with real, who leads,
        what is heard and what is ordered is settled by the real coordination, nodes run the real rules of agents, and attackers record, play back and forge.
        The same seed tells the same story, on every machine. Ends with 1 when a rule was broken.
        """;

    public static Command Create()
    {
        var seeds = new Option<long>("--seeds") { Description = "How many nights", DefaultValueFactory = _ => UsualSeeds, HelpName = "N" };
        var from = new Option<ulong?>("--from") { Description = "The first seed (default: any)", HelpName = "SEED" };
        var faults = new Option<string>("--faults") { Description = "What goes wrong beside the outages: none, some or many", DefaultValueFactory = _ => "some", HelpName = "LEVEL" };
        faults.CompletionSources.Add("none", "some", "many");
        var site = new Option<string>("--site") { Description = "Which examples: 'ways' (the four ways a site is built), 'all', or one by its name", DefaultValueFactory = _ => Ways, HelpName = "NAME" };
        site.CompletionSources.Add([Ways, All, .. ExampleSites.All.Select(example => example.Name)]);
        var coordination = new Option<string>("--coordination") { Description = "How hosts speak to each other: 'modelled' (quick) or 'real' (the real coordination in sealed datagrams and the real rules of agents, with attackers)", DefaultValueFactory = _ => Modelled, HelpName = "WAY" };
        coordination.CompletionSources.Add(Modelled, Real);
        var command = new DocumentedCommand("simulate", "Play random nights of a site, with faults, and check every decision.", More) { seeds, from, faults, site, coordination, SiteSource.Config, Json.Option };
        command.SetAction((parsed, cancel) =>
        {
            var screen = Screen.OfProcess(parsed);
            if (!Enum.TryParse<FaultLevel>(parsed.GetRequiredValue(faults), ignoreCase: true, out var level) || !Enum.IsDefined(level))
                return Task.FromResult(screen.Refuse($"--faults '{parsed.GetValue(faults)}' is not known. It is none, some or many."));
            if (parsed.GetValue(seeds) < 1)
                return Task.FromResult(screen.Refuse("--seeds takes 1 or more."));
            if (parsed.GetRequiredValue(coordination) is not (Modelled or Real))
                return Task.FromResult(screen.Refuse($"--coordination '{parsed.GetValue(coordination)}' is not known. It is {Modelled} or {Real}."));
            var examples = Examples(parsed.GetRequiredValue(site));
            if (examples.IsEmpty)
                return Task.FromResult(screen.Refuse($"--site '{parsed.GetValue(site)}' is not known. It is {Ways}, {All}, {string.Join(", ", ExampleSites.All.Select(example => example.Name))}."));
            ImmutableArray<Ground> grounds = [.. examples.Select(example => new Ground(example))];
            var where = parsed.GetRequiredValue(site) == Ways ? "" : $" --site {parsed.GetValue(site)}";
            if (parsed.GetValue(SiteSource.Config) is { } directory)
            {
                if (SiteSource.Load(parsed, screen) is not { } loaded)
                    return Task.FromResult(ExitCodes.WrongUsage);
                grounds = [new Ground(loaded.Site, loaded.Digest)];
                where = $" --config {directory}";
            }

            // A night takes its seed and its site from one number, so that one number replays it.
            var first = parsed.GetValue(from) ?? (ulong)Random.Shared.NextInt64(1, 1_000_000_000);
            var real = parsed.GetRequiredValue(coordination) == Real;
            var wanted = new NightsWanted(grounds, first, parsed.GetValue(seeds), level, Decider.Decide) { RealCoordination = real };
            where += real ? $" --coordination {Real}" : "";
            return Task.FromResult(Play(screen, wanted, where, parsed.GetValue(Json.Option), cancel));
        });
        return command;
    }

    private static ImmutableArray<Site> Examples(string name) => name switch
    {
        Ways => ExampleSites.FourWays,
        All => ExampleSites.All,
        _ => [.. ExampleSites.All.Where(site => string.Equals(site.Name, name, StringComparison.Ordinal))],
    };

    private static int Play(Screen screen, NightsWanted wanted, string where, bool asJson, CancellationToken cancel)
    {
        var bar = new ProgressBar(screen, wanted.Seeds);
        var report = NightRun.Play(wanted, TimeProvider.System, bar.Advance, cancel);
        bar.Clear();
        if (asJson)
            SimulateJson.Write(screen.Output, wanted, report, where);
        else
            SimulateReport.Write(screen, wanted, report, where);
        return report.ViolationCount > 0 ? ExitCodes.FoundWanting : ExitCodes.Done;
    }
}

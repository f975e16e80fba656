using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using PowerController.CommandLine;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;

namespace PowerController.Running;

/// <summary>`powerctl run`: the control terminal.</summary>
internal static class RunCommand
{
    private const string UsualState = "/var/lib/powercontroller";
    private const double OutageSpeed = 30;

    private const string More =
        """
        Examples:
          powerctl run                                    the configuration in ./config, or the site that is built in
          powerctl run --config /etc/powercontroller      a site of your own
          powerctl run --outage                           a whole outage and restore of the built-in site, 30 times as fast

        UPSes with a 'simulated' connection are played on loopback, by real SNMP packets, and so are the site's nodes; nothing outside is touched, and
        the state is left in a temporary directory. On a screen the site is shown as a table with keys; elsewhere its diary is written line by line.
        A shutdown that is committed is not cancelled by stopping the program: nodes and UPSes have their deadlines, and the next start goes on with it.
        """;

    public static Command Create()
    {
        var state = new Option<string?>("--state") { Description = $"Directory of journal and history (default: {UsualState}; for simulated sites one for this run)", HelpName = "DIR" };
        var host = new Option<string?>("--host") { Description = "Which of the site's control terminals this is (default: by this machine's name or addresses)", HelpName = "NAME" };
        var outage = new Option<bool>("--outage") { Description = "Play a complete outage and restore of a simulated site, 30 times as fast, and hold it against the plan" };
        var plain = new Option<bool>("--plain") { Description = "Write the diary line by line, also on a screen" };
        var stop = new Option<string?>("--stop-command") { Description = $"Stops this terminal's own host at the end of an outage (default: {OwnHost.UsualCommand})", HelpName = "COMMAND" };
        // For trials with UPSes and nodes that are played by another process at the same speed.
        var speed = new Option<double>("--speed") { Hidden = true, DefaultValueFactory = _ => 1 };
        var boot = new Option<string?>("--system-start") { Description = "Stands for the system's present start, where several systems are played on one machine", HelpName = "TEXT", Hidden = true };
        var command = new DocumentedCommand("run", "Run the control terminal: watch the UPSes, stop the site in order, bring everything back.", More)
        {
            SiteSource.Config, state, host, outage, plain, stop, speed, boot,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed,
            new Wishes(parsed.GetValue(state), parsed.GetValue(host), parsed.GetValue(outage), parsed.GetValue(plain), parsed.GetValue(stop), parsed.GetValue(outage) ? OutageSpeed : parsed.GetValue(speed), parsed.GetValue(boot)),
            cancel));
        return command;
    }

    /// <summary>The program without a command.</summary>
    public static Task<int> DefaultSiteAsync(ParseResult parsed, CancellationToken cancel) => RunAsync(parsed, new Wishes(null, null, false, false, null, 1, null), cancel);

    private static Task<int> RunAsync(ParseResult parsed, Wishes wishes, CancellationToken cancel)
    {
        var screen = Screen.OfProcess(parsed);
        if (SiteSource.Load(parsed, screen) is not { } loaded)
            return Task.FromResult(ExitCodes.WrongUsage);
        var configuration = loaded.Configuration with { Site = Deciders.Of(loaded.Site) };
        var simulated = loaded.Site.Upses.Any(ups => ups.Connection is SimulatedConnection);
        if (wishes.Outage && !simulated)
            return Task.FromResult(screen.Refuse("--outage plays with simulated UPSes only, and this site has real ones. For an outage on this configuration without touching anything: 'powerctl drill'."));
        if (SelfOf(configuration.Site, wishes.Host, simulated, out var problem) is not { } self)
            return Task.FromResult(screen.Refuse(problem!));
        var passing = simulated && wishes.State is null;
        var directory = wishes.State ?? (passing ? Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"powercontroller-{Environment.ProcessId}")) : UsualState);
        var plan = new RunPlan(configuration, loaded.Directory, Path.GetFullPath(directory), passing, self, wishes.Speed, wishes.StopCommand) { SystemStart = wishes.SystemStart };
        return new Session(plan, screen, wishes.Outage, wishes.Plain || wishes.Outage || System.Console.IsOutputRedirected || System.Console.IsInputRedirected).RunAsync(cancel);
    }

    private static string? SelfOf(Site site, string? asked, bool simulated, out string? problem)
    {
        problem = null;
        var names = site.Terminals.Select(terminal => terminal.Name).ToArray();
        if (asked is not null)
        {
            if (names.Contains(asked, StringComparer.Ordinal))
                return asked;
            problem = $"The site has no control terminal '{asked}'.{Suggestion.DidYouMean(asked, names)} It has {string.Join(", ", names)}.";
            return null;
        }

        if (names.Length == 1 || (simulated && names.Length > 0))
            return names[0];
        var own = OwnAddresses();
        var here = site.Terminals.Where(terminal => terminal.Name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(terminal.Address, out var address) && own.Contains(address))).Select(terminal => terminal.Name).ToArray();
        if (here.Length == 1)
            return here[0];
        problem = $"Which of the control terminals is this machine? Say --host with one of {string.Join(", ", names)}.";
        return null;
    }

    private static HashSet<IPAddress> OwnAddresses() =>
        [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address)];

    /// <summary>What the command line said.</summary>
    private sealed record Wishes(string? State, string? Host, bool Outage, bool Plain, string? StopCommand, double Speed, string? SystemStart);
}

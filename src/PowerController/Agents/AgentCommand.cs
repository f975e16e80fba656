using System.CommandLine;
using System.Net;
using System.Net.NetworkInformation;
using PowerController.CommandLine;
using PowerController.Hosts.Life;
using PowerController.Model.Sites;

namespace PowerController.Agents;

/// <summary>`powerctl agent`: what runs on each node.</summary>
internal static class AgentCommand
{
    internal const string UsualState = "/var/lib/powercontroller";

    private const string UsualDirectory = "config";

    private const string More =
        """
        Examples:
          powerctl agent                                                    the configuration in ./config, the node by this machine's name or addresses
          powerctl agent --config /etc/powercontroller --name node1
          powerctl agent --name node2 --state /tmp/node2                    a second one on the same machine, for trying things out

        It says how its node and its cluster are, and does what the leading control terminal orders: guards, jobs, workloads, the stop of the cluster and of the
        operating system, each within its limit. What it was told it knows again after a restart; a node that hears nobody any more stops by its own deadline.
        A node that is a control terminal too needs no agent of its own: 'powerctl run' is both there.

        What its commands printed is kept in the state directory, under outputs.

        Under systemd it tells that it is ready and alive (Type=notify, WatchdogSec=). Let its unit start after the network and before the cluster's services: systemd stops in the
        opposite order, so it still sees the cluster go down, and says so. Scripts tell it of a stop with 'powerctl notify'.

        Ends with 0 when asked to end, 2 when it cannot begin, 70 after a fault of its own (whatever watches over it starts it again).
        """;

    public static Command Create()
    {
        var name = new Option<string?>("--name") { Description = "The node this is (default: by this machine's name or addresses)", HelpName = "NODE" };
        name.CompletionSources.Add(context => SiteSource.NamesForCompletion(context.ParseResult, site => site.Nodes.Select(node => node.Name)));
        var state = new Option<string?>("--state") { Description = $"Directory of what it must remember (default: {UsualState})", HelpName = "DIR" };
        var keys = new Option<string?>("--keys") { Description = "Directory of the pinned keys (default: where the group key is)", HelpName = "DIR" };
        var boot = new Option<string?>("--system-start") { Description = "Stands for the system's present start, where several systems are played on one machine", HelpName = "TEXT", Hidden = true };
        var command = new DocumentedCommand("agent", "Run the agent of a node: say how it is, do what the control terminals order.", More) { SiteSource.Config, name, state, keys, boot };
        command.SetAction((parsed, cancel) => RunAsync(parsed, parsed.GetValue(name), parsed.GetValue(state), parsed.GetValue(keys), parsed.GetValue(boot), cancel));
        return command;
    }

    /// <summary>The node that this machine is; null when that is not plain.</summary>
    internal static string? SelfOf(Site site, string? asked, out string? problem)
    {
        problem = null;
        var names = site.Nodes.Select(node => node.Name).ToArray();
        if (asked is not null)
        {
            if (names.Contains(asked, StringComparer.Ordinal))
                return asked;
            problem = $"The site has no node '{asked}'.{Suggestion.DidYouMean(asked, names)} It has {string.Join(", ", names)}.";
            return null;
        }

        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address).ToHashSet();
        var here = site.Nodes.Where(node => node.Name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(node.Address, out var address) && own.Contains(address))).Select(node => node.Name).ToArray();
        if (here.Length == 1)
            return here[0];
        problem = $"Which of the nodes is this machine? Say --name with one of {string.Join(", ", names)}.";
        return null;
    }

    private static Task<int> RunAsync(ParseResult parsed, string? asked, string? state, string? keys, string? boot, CancellationToken cancel)
    {
        var screen = Screen.OfProcess(parsed);
        if (SiteSource.Load(parsed, screen) is not { } loaded)
            return Task.FromResult(ExitCodes.WrongUsage);
        if (SelfOf(loaded.Site, asked, out var problem) is not { } node)
            return Task.FromResult(screen.Refuse(problem!));
        if (loaded.Index.TerminalOn(node) is { } terminal)
            return Task.FromResult(screen.Refuse($"{node} is the control terminal {terminal.Name} too: run 'powerctl run --host {terminal.Name}' there, which is both."));
        if (loaded.Index.ClusterOf(node) is { } cluster && !ManagerNames.All.Contains(cluster.Manager, StringComparer.Ordinal))
            return Task.FromResult(screen.Refuse($"{cluster.Name} has the manager '{cluster.Manager}', which is not known.{Suggestion.DidYouMean(cluster.Manager, ManagerNames.All)} 'powerctl check' tells more."));
        var directory = Path.GetFullPath(parsed.GetValue(SiteSource.Config) ?? UsualDirectory);
        var plan = new HostPlan(loaded.Site, node, directory, keys, Path.GetFullPath(state ?? UsualState)) { SystemIdentity = boot };
        return new AgentSession(loaded.Configuration, plan, screen).RunAsync(cancel);
    }
}

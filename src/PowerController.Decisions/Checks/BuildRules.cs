using PowerController.Model.Checks;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Checks;

/// <summary>Whether the site is built the way it says, and its terminals can do their work.</summary>
internal static class BuildRules
{
    /// <summary>With three or more nodes, three of them are terminals: enough for a majority, few enough to agree quickly.</summary>
    private const int TerminalsAmongMany = 3;

    public static IEnumerable<Finding> Check(SiteIndex index)
    {
        var findings = index.Site.Build switch
        {
            SiteBuild.TerminalApart => Apart(index),
            SiteBuild.TerminalsAmongNodes => Among(index),
            SiteBuild.Mirror => Mirror(index),
            _ => Single(index.Site),
        };
        return findings.Concat(Terminals(index));
    }

    private static IEnumerable<Finding> Apart(SiteIndex index)
    {
        var apart = index.Site.Terminals.Where(terminal => terminal.Node is null).ToArray();
        if (apart.Length == 0)
        {
            yield return CheckRules.Build.Found(index.Site.Name, "The build is terminal-apart, but no terminal stands apart.",
                "Add a terminal without `node`, or write build: terminals-among-nodes.");
        }

        foreach (var terminal in apart)
        {
            foreach (var source in terminal.Supply?.From ?? [])
            {
                var other = index.NodesFedBy(source.Ups).Select(node => node.Name).Concat(index.DisksFedBy(source.Ups).Select(disk => disk.Name)).FirstOrDefault();
                if (other is not null)
                    yield return CheckRules.TerminalShares.Found(terminal.Name, $"{source.Ups} feeds {terminal.Name} and {other}.", $"Feed {terminal.Name} from a UPS of its own.");
            }
        }
    }

    private static IEnumerable<Finding> Among(SiteIndex index)
    {
        var site = index.Site;
        foreach (var terminal in site.Terminals.Where(terminal => terminal.Node is null))
        {
            yield return CheckRules.Build.Found(terminal.Name, $"The build is terminals-among-nodes, but {terminal.Name} stands apart.",
                "Name its `node`, or write build: terminal-apart.");
        }

        var wanted = Math.Min(site.Nodes.Length, TerminalsAmongMany);
        if (site.Terminals.Length < wanted)
        {
            yield return CheckRules.Build.Found(site.Name,
                $"{site.Nodes.Length} nodes, but {site.Terminals.Length} {(site.Terminals.Length == 1 ? "terminal" : "terminals")}: nobody would take over.",
                $"Make {wanted} of the nodes terminals.");
        }

        var feeding = site.Terminals.Select(terminal => index.SupplyOf(terminal)).OfType<Supply>().ToArray();
        var common = feeding.Length > 1 && feeding.All(supply => supply.From.Length == 1)
            ? feeding.Select(supply => supply.From[0].Ups).Distinct(StringComparer.Ordinal).ToArray()
            : [];
        if (common.Length == 1)
            yield return CheckRules.TerminalsOnOneUps.Found(common[0], $"Every terminal is fed by {common[0]}.", "Choose terminals on different UPSes.");
    }

    private static IEnumerable<Finding> Mirror(SiteIndex index)
    {
        foreach (var ups in index.Site.Upses)
        {
            var nodes = index.NodesFedBy(ups.Name).Select(node => node.Name).ToArray();
            if (nodes.Length > 1)
                yield return CheckRules.MirrorShares.Found(ups.Name, $"{ups.Name} feeds {string.Join(" and ", nodes)}.", "Give each server a UPS of its own.");
        }

        if (index.Site.Nodes.Length < 2)
            yield return CheckRules.Build.Found(index.Site.Name, $"The build is mirror, but there is {Count(index.Site.Nodes.Length, "node")}.", "Add the second node, or write build: single.");
        foreach (var disk in index.Site.Disks.Where(disk => disk.Supply.Needs == disk.Supply.From.Length))
        {
            var feeds = disk.Supply.From.Select(source => source.Ups).ToHashSet(StringComparer.Ordinal);
            if (!index.NodesOn(disk.Name).All(node => node.Supply.From.Any(source => feeds.Contains(source.Ups))))
            {
                yield return CheckRules.Build.Found(disk.Name, $"The build is mirror, but {disk.Name} is not fed by the servers' own UPSes.",
                    "Feed it by both servers' UPSes, or write build: terminal-apart or terminals-among-nodes.");
            }
        }
    }

    private static IEnumerable<Finding> Single(Site site)
    {
        if (site.Nodes.Length != 1 || site.Upses.Length != 1)
        {
            yield return CheckRules.Build.Found(site.Name,
                $"The build is single, but there are {Count(site.Nodes.Length, "node")} and {Count(site.Upses.Length, "UPS")}.",
                "Name one node and one UPS, or write another build.");
        }
    }

    private static IEnumerable<Finding> Terminals(SiteIndex index)
    {
        var terminals = index.Site.Terminals;
        if (terminals.Length == 2 && index.Site.Groups.Any(group => group.CommLossPolicy == CommLossPolicy.Shutdown))
        {
            yield return CheckRules.NoMajority.Found(terminals[0].Name,
                $"{terminals[0].Name} and {terminals[1].Name} have no majority, so commLoss policy shutdown never acts while one of them cannot be heard.",
                "Add a third terminal if silence should be acted on.");
        }
    }

    private static string Count(int count, string what) =>
        count == 1 ? $"1 {what}" : $"{count} {what}{(what.EndsWith('S') ? "es" : "s")}";
}

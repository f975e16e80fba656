using System.Collections.Immutable;
using System.Globalization;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Init;

/// <summary>Asks for what a site needs, one question after the other, and only for what the answers so far leave open.</summary>
public sealed class InitWizard
{
    private const int MostDisks = 64;
    private const int MostUpses = 256;

    /// <summary>What most cards store of a name.</summary>
    private const int CardName = 8;

    private const int TerminalsAmongNodes = 3;

    /// <summary>An operating system must be down before its output goes off.</summary>
    private static readonly Parameter<TimeSpan> BelowShutoffDelay =
        Parameters.OsStopTime with { Maximum = Parameters.ShutoffDelay.Default - TimeSpan.FromSeconds(1) };

    private readonly InitDialogue _dialogue;

    private InitWizard(IInitAnswers answers) => _dialogue = new InitDialogue(answers);

    /// <summary>The site as answered, or null when whoever answers has given up.</summary>
    public static InitSite? Run(IInitAnswers answers)
    {
        var wizard = new InitWizard(answers);
        var site = wizard.Site();
        return wizard._dialogue.GivenUp ? null : site;
    }

    /// <summary>In the way without a terminal apart: how many of the nodes are terminals.</summary>
    public static int TerminalsOf(SiteBuild build, int nodes) => build == SiteBuild.TerminalsAmongNodes ? Math.Min(nodes, TerminalsAmongNodes) : 0;

    private InitSite Site()
    {
        var build = _dialogue.Choose("build", "Which of the four ways is the site built?", SiteBuild.TerminalApart, _ => null,
            (SiteBuild.TerminalApart, "a control terminal outside the cluster, on its own UPS, watches every UPS"),
            (SiteBuild.TerminalsAmongNodes, "nodes of the cluster are the control terminals; one leads, others stand by"),
            (SiteBuild.Mirror, "a mirror cluster: every server has its own UPS and there is no shared disk"),
            (SiteBuild.Single, "one UPS, one server"));
        var name = _dialogue.Name("site", "What is the site called?", "site");
        var mask = _dialogue.Ask<LocalNetwork>(new InitQuestion("mask", "What is the network mask of its hosts?", "255.255.255.0", []),
            answer => LocalNetwork.Parse(answer) is { } read ? (read, null) : (default, "Write it like 255.255.255.0 or /24."));
        var hosts = new Hosts(_dialogue, mask);
        var terminal = build == SiteBuild.TerminalApart ? hosts.Ask("terminal", "the control terminal", "terminal") : null;
        var nodes = hosts.AskAll("node", NodeCount(build));
        var disks = Disks(build);
        var upses = UpsNames(build, (terminal is null ? 0 : 1) + nodes.Length + disks.Length);
        var supplies = new Supplies(_dialogue, upses, eachItsOwn: build is SiteBuild.Single or SiteBuild.Mirror);
        terminal = terminal is null ? null : supplies.Ask("terminal", terminal);
        supplies.Reserve(terminal);
        nodes = supplies.AskAll("node", nodes);
        disks = supplies.AskAll("disk", disks);
        var connection = Connection(build, upses.Length, nodes.Length);
        return new InitSite(
            name,
            build,
            _dialogue.GivenUp ? "" : mask.BroadcastOf(nodes[0].Address),
            terminal,
            nodes,
            disks,
            connection,
            new InitReach(_dialogue, connection, terminal is null || connection == InitConnection.Agent ? nodes : [terminal, .. nodes]).Ask(upses),
            _dialogue.Duration("stopTimeout", "How long may the cluster (or what runs on the server) take to stop?", Parameters.ClusterStopTimeout.Default, Parameters.ClusterStopTimeout),
            _dialogue.Duration("osStopTime", "How long does a node's operating system take to stop?", TimeSpan.FromSeconds(90), BelowShutoffDelay),
            RunTime());
    }

    private int NodeCount(SiteBuild build) => build switch
    {
        SiteBuild.Single => 1,
        SiteBuild.Mirror or SiteBuild.TerminalsAmongNodes => _dialogue.Count("nodes", "How many nodes has the cluster?", 2, 2, Limits.ClusterNodes),
        _ => _dialogue.Count("nodes", "How many nodes has the cluster?", 2, 1, Limits.ClusterNodes),
    };

    private ImmutableArray<InitHost> Disks(SiteBuild build)
    {
        if (build is SiteBuild.Single or SiteBuild.Mirror)
            return [];
        var count = _dialogue.Count("disks", "How many shared disks depend on a UPS?", 1, 0, MostDisks);
        return [.. Numbered("disk", count).Select(disk => new InitHost(_dialogue.Name(disk + ".name", $"What is {disk} called?", disk), "", [], 1))];
    }

    private ImmutableArray<string> UpsNames(SiteBuild build, int consumers)
    {
        // In a mirror cluster every server has a UPS of its own: it falls out alone.
        var count = build is SiteBuild.Single or SiteBuild.Mirror ? consumers : _dialogue.Count("upses", "How many UPSes are there?", consumers, build == SiteBuild.TerminalApart ? 2 : 1, MostUpses);
        return [.. Numbered("ups", count).Select(ups => _dialogue.Name(ups + ".name", $"What is {ups} called?", ups.ToUpperInvariant(), CardName))];
    }

    private InitConnection Connection(SiteBuild build, int upses, int nodes)
    {
        var suggestion = build switch
        {
            SiteBuild.Mirror => InitConnection.Serial,
            SiteBuild.Single => InitConnection.Nut,
            _ => InitConnection.SnmpV3,
        };
        return _dialogue.Choose("connection", "How are the UPSes reached?", suggestion,
            connection => connection == InitConnection.Agent && upses > nodes ? $"An agent reports the UPS of its node, but there are {upses} UPSes and {nodes} nodes." : null,
            (InitConnection.SnmpV3, "network cards by SNMP v3, authenticated and encrypted"),
            (InitConnection.SnmpV2c, "network cards by SNMP v2c, for cards that have no v3"),
            (InitConnection.Nut, "NUT servers"),
            (InitConnection.Apcupsd, "apcupsd"),
            (InitConnection.Serial, "serial lines"),
            (InitConnection.Agent, "by a program that already watches them on the nodes"),
            (InitConnection.Simulated, "not at all: simulated, for trying things out"));
    }

    private TimeSpan? RunTime()
    {
        var established = Parameters.ConfirmTime.Default + SiteTiming.Default.PollGap;
        var form = new DurationForm();
        return _dialogue.Ask<TimeSpan?>(new InitQuestion("runTime", "What run time have the UPSes at their usual load? ('unknown' if nobody has measured it)", "unknown", []), answer =>
        {
            if (answer is "unknown")
                return (null, null);
            if (!form.TryRead(answer, out var value, out var remedy))
                return (null, remedy);
            if (value <= established)
                return (null, $"A failure counts only after {form.Write(established)}; a battery that is empty by then protects nothing. Give more, or 'unknown'.");
            return Parameters.ExpectedRunTime.Allows(value) ? (value, null) : (null, $"Give up to {form.Write(Parameters.ExpectedRunTime.Maximum)}, or 'unknown'.");
        });
    }

    internal static IEnumerable<string> Numbered(string word, int count) =>
        Enumerable.Range(1, count).Select(number => word + number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Hosts with their addresses, all in one local network so that its broadcast reaches them.</summary>
    private sealed class Hosts(InitDialogue dialogue, LocalNetwork mask)
    {
        private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);

        public InitHost Ask(string key, string what, string suggestion)
        {
            var name = dialogue.Name(key + ".name", $"What is {what} called?", suggestion);
            var address = dialogue.Ask<string>(new InitQuestion(key + ".address", $"Which address has {name}?", null, []), answer => (answer, Why(answer))) ?? "";
            _taken.TryAdd(address, name);
            return new InitHost(name, address, [], 1);
        }

        public ImmutableArray<InitHost> AskAll(string word, int count) => [.. Numbered(word, count).Select(key => Ask(key, key, key))];

        private string? Why(string address)
        {
            if (mask.WhyNoHost(address) is { } why)
                return $"{address} {why}.";
            if (_taken.TryGetValue(address, out var other))
                return $"{address} is the address of {other}.";
            var stranger = _taken.FirstOrDefault(known => !mask.HoldsBoth(known.Key, address));
            return stranger.Key is null ? null : $"{address} is not in the local network of {stranger.Value} ({stranger.Key}): the broadcast would not reach both. Check the address and the mask.";
        }
    }

    /// <summary>Which UPSes feed whom.</summary>
    private sealed class Supplies(InitDialogue dialogue, ImmutableArray<string> upses, bool eachItsOwn)
    {
        private int _asked;
        private InitHost? _alone;

        /// <summary>The terminal must outlast everyone it watches, so nobody else draws on what feeds it.</summary>
        public void Reserve(InitHost? host) => _alone = host;

        public InitHost Ask(string key, InitHost host)
        {
            // The usual case: everybody has a UPS of his own, in the order they were asked for.
            ImmutableArray<string> free = [.. upses.Where(ups => _alone is null || !_alone.Sources.Contains(ups, StringComparer.Ordinal))];
            var at = _alone is null ? _asked++ : _asked++ - _alone.Sources.Length;
            var suggestion = free.IsEmpty ? null : free[Math.Clamp(at, 0, free.Length - 1)];
            var sources = eachItsOwn || upses.Length == 1
                ? [suggestion ?? ""]
                : dialogue.Ask(new InitQuestion(key + ".supply", $"Which UPS feeds {host.Name}? (several with commas between)", suggestion, []), Read);
            sources = sources.IsDefault ? [] : sources;
            var needs = sources.Length < 2 ? 1 : dialogue.Count(key + ".needs", $"How many of these {sources.Length} must be good for {host.Name}?", 1, 1, sources.Length);
            return host with { Sources = sources, Needs = needs };
        }

        public ImmutableArray<InitHost> AskAll(string word, ImmutableArray<InitHost> hosts) =>
            [.. Numbered(word, hosts.Length).Zip(hosts).Select(pair => Ask(pair.First, pair.Second))];

        private (ImmutableArray<string> Sources, string? Why) Read(string answer)
        {
            ImmutableArray<string> names = [.. answer.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)];
            var unknown = names.FirstOrDefault(name => !upses.Contains(name, StringComparer.Ordinal));
            if (unknown is not null)
                return ([], $"There is no UPS '{unknown}'. {Words.MeantOrAllowed(unknown, upses, "There are")}");
            if (names.Length is 0 or > Limits.Sources || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
                return ([], "Name every UPS once.");
            if (names.FirstOrDefault(name => _alone?.Sources.Contains(name, StringComparer.Ordinal) == true) is { } reserved)
                return ([], $"{reserved} feeds {_alone!.Name}, which must outlast everyone: nothing else may hang on it.");
            return (names, null);
        }
    }
}

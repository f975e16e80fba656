using System.Collections.Immutable;
using System.Globalization;
using PowerController.Model.Sites;
using PowerController.Simulator.Faults;
using PowerController.Yaml.Binding;

namespace PowerController.Simulator.Drills;

/// <summary>One sentence of a script.</summary>
internal sealed class ScriptSentence(string[] words, long at, Site site)
{
    private const string Grammar =
        "Sentences are: mains off [NAMES], mains on [NAMES], silence UPS [for TIME], UPS ignores cuts, UPS refuses cuts, UPS worn to PERCENT, "
        + "NODE hangs in cluster stop, NODE fails in cluster stop, NODE hangs in os stop, NODE hangs in boot, NODE does not power on, NODE crashes, agent of NODE dies, "
        + "cut off NODE [for TIME], TERMINAL crashes [for TIME].";

    // What is told no time lasts longer than any drill.
    private const long ForEver = 24L * 3600 * 1000;

    private static readonly TimeSpan _restart = TimeSpan.FromSeconds(10);

    public string Wrong { get; private set; } = $"'{string.Join(' ', words)}' is not understood.";

    public string Remedy { get; private set; } = Grammar;

    public Happening? Read() => words switch
    {
        ["mains", "off", .. var names] => Upses(names) is { } upses ? new MainsOff(at, upses) : null,
        ["mains", "on", .. var names] => Upses(names) is { } upses ? new MainsOn(at, upses) : null,
        ["silence", var ups, .. var rest] => IsUps(ups) && Lasting(rest, ForEver) is { } lasts ? new CardSilent(at, ups, lasts) : null,
        [var ups, "ignores", "cuts"] => IsUps(ups) ? new IgnoresCuts(at, ups, int.MaxValue / 2) : null,
        [var ups, "refuses", "cuts"] => IsUps(ups) ? new RefusesCuts(at, ups, int.MaxValue / 2) : null,
        [var ups, "worn", "to", var percent] => IsUps(ups) && Percent(percent) is { } left ? new BatteryWorn(at, ups, left) : null,
        [var node, "hangs", "in", "cluster", "stop"] => Node(node, NodeTrouble.HangsInClusterStop),
        [var node, "fails", "in", "cluster", "stop"] => Node(node, NodeTrouble.FailsClusterStop),
        [var node, "hangs", "in", "os", "stop"] => Node(node, NodeTrouble.HangsInOsStop),
        [var node, "hangs", "in", "boot"] => Node(node, NodeTrouble.HangsInBootOnce),
        [var node, "does", "not", "power", "on"] => Node(node, NodeTrouble.FirmwareStaysOffOnce),
        ["agent", "of", var node, "dies"] => Node(node, NodeTrouble.AgentDies),
        ["cut", "off", var node, .. var rest] => IsNode(node) && Lasting(rest, ForEver) is { } lasts ? new NodeCutOff(at, node, lasts) : null,
        [var who, "crashes", .. var rest] => Crashes(who, rest),
        _ => null,
    };

    private Happening? Crashes(string who, string[] rest)
    {
        if (site.Terminals.Any(terminal => Same(terminal.Name, who)))
            return Lasting(rest, (long)_restart.TotalMilliseconds) is { } down ? new ControllerCrashes(at, who, 0, 0, down, 0) : null;
        return rest.Length == 0 ? Node(who, NodeTrouble.CrashesAndComesBack) : null;
    }

    private Happening? Node(string node, NodeTrouble trouble) => IsNode(node) ? new NodeFails(at, node, trouble) : null;

    private ImmutableArray<string>? Upses(string[] names)
    {
        if (names is [] or ["all"])
            return [.. site.Upses.Select(ups => ups.Name)];
        ImmutableArray<string> wanted = [.. names.Select(name => name.TrimEnd(',')).Where(name => name is not ("and" or ""))];
        return wanted.All(IsUps) ? wanted : null;
    }

    private bool IsUps(string name) => Known(name, "UPS", site.Upses.Select(ups => ups.Name));

    private bool IsNode(string name) => Known(name, "node", site.Nodes.Select(node => node.Name));

    private bool Known(string name, string kind, IEnumerable<string> names)
    {
        if (names.Contains(name, StringComparer.Ordinal))
            return true;
        Wrong = $"'{name}' is no {kind} of '{site.Name}'.";
        Remedy = $"It has {string.Join(", ", names)}.";
        return false;
    }

    private long? Lasting(string[] rest, long usual)
    {
        if (rest.Length == 0)
            return usual;
        if (rest is ["for", var text] && new DurationForm().TryRead(text, out var lasts, out _))
            return (long)lasts.TotalMilliseconds;
        Wrong = $"'{string.Join(' ', rest)}' is no time.";
        Remedy = "Write how long it lasts, as in 'for 60s', or nothing.";
        return null;
    }

    private int? Percent(string text)
    {
        if (int.TryParse(text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100)
            return percent;
        Wrong = $"'{text}' is no share of what the battery held.";
        Remedy = "Write 0% to 100%.";
        return null;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}

using System.Text.RegularExpressions;
using PowerController.Agent.Rules;
using PowerController.Model.Events;

namespace PowerController.Agent.Clusters;

/// <summary>Managers that answer in lines.</summary>
internal static partial class LineReaders
{
    /// <summary>`clpstat -s`: sections in angle brackets; a server's line leads from its name by dots to its state, and a star marks this host.</summary>
    public static ClusterSight Clusterpro(ClusterAnswers answers)
    {
        var (members, self, isServers) = (new Members(), answers.Node, false);
        foreach (var line in answers.Lines)
        {
            if (line.StartsWith('<'))
            {
                isServers = line.StartsWith("<server>", StringComparison.OrdinalIgnoreCase);
                continue;
            }

            if (!isServers || ServerLine().Match(line) is not { Success: true } server)
                continue;
            if (server.Groups["here"].Success)
                self = server.Groups["name"].Value;
            members.Add(server.Groups["name"].Value, server.Groups["state"].Value.Trim().ToUpperInvariant() switch
            {
                // Caution: one of its heartbeats has failed; it is there all the same.
                "ONLINE" or "CAUTION" => MemberState.Up,
                "OFFLINE PENDING" => MemberState.Stopping,
                "OFFLINE" => MemberState.Down,
                _ => MemberState.Unknown,
            });
        }

        var sight = members.Fold(self);
        // The tool speaks to the daemon of this host; without one it says that it cannot, and nothing of the others.
        return sight == ClusterSight.Unknown && answers.AreWhole && (answers.Says("Could not connect") || answers.Says("daemon is not")) ? ClusterSight.Stopped : sight;
    }

    /// <summary>Our own lines, printed by the shipped command: what PowerShell prints by itself follows the language of the host.</summary>
    public static ClusterSight Windows(ClusterAnswers answers)
    {
        var members = new Members();
        foreach (var line in answers.Lines)
        {
            if (line.StartsWith("service=", StringComparison.OrdinalIgnoreCase))
            {
                var service = line["service=".Length..];
                if (Is(service, "Stopped"))
                    return ClusterSight.Stopped;
                if (Is(service, "StopPending"))
                    return new ClusterSight(ClusterWord.Stopping, Presence.In);
                if (!Is(service, "Running"))
                    return ClusterSight.Unknown;
            }
            else if (line.StartsWith("node:", StringComparison.OrdinalIgnoreCase) && line.LastIndexOf('=') is > 5 and var at)
            {
                members.Add(line[5..at], line[(at + 1)..].ToUpperInvariant() switch
                {
                    // Paused: it is a member that takes no work.
                    "UP" or "PAUSED" => MemberState.Up,
                    "DOWN" => MemberState.Down,
                    _ => MemberState.Unknown,
                });
            }
        }

        return answers.AreWhole ? members.Fold(answers.Node) : ClusterSight.Unknown;
    }

    /// <summary>`crsctl check cluster -all`: a node's name and a colon, then messages of which only the numbers are the same in every language.</summary>
    public static ClusterSight OracleClusterware(ClusterAnswers answers)
    {
        var members = new Members();
        var node = "";
        var (online, lost) = (false, 0);
        foreach (var line in answers.Lines)
        {
            if (CrsNode().Match(line) is { Success: true } header)
            {
                Flush();
                node = header.Groups["name"].Value;
            }
            else if (line.StartsWith("CRS-4537", StringComparison.Ordinal))
            {
                online = true;
            }
            else if (line.StartsWith("CRS-4535", StringComparison.Ordinal) || line.StartsWith("CRS-4530", StringComparison.Ordinal) || line.StartsWith("CRS-4534", StringComparison.Ordinal))
            {
                lost++;
            }
            else if (line.StartsWith("CRS-4639", StringComparison.Ordinal))
            {
                // Not even the lowest service of this host answers.
                if (node.Length == 0)
                    return ClusterSight.Stopped;
                lost = 3;
            }
        }

        Flush();
        return answers.AreWhole ? members.Fold(answers.Node) : ClusterSight.Unknown;

        void Flush()
        {
            if (node.Length > 0)
                members.Add(node, online && lost == 0 ? MemberState.Up : lost >= 3 ? MemberState.Down : online ? MemberState.Stopping : MemberState.Unknown);
            (online, lost) = (false, 0);
        }
    }

    /// <summary>`cmviewcl -f line`: one attribute a line, with what it is of before it.</summary>
    public static ClusterSight Serviceguard(ClusterAnswers answers)
    {
        var members = new Members();
        foreach (var line in answers.Lines)
        {
            if (SgNode().Match(line) is not { Success: true } node)
                continue;
            var (attribute, value) = (node.Groups["attribute"].Value, node.Groups["value"].Value);
            if (attribute is "status")
                members.Add(node.Groups["name"].Value, value switch { "up" => MemberState.Up, "down" => MemberState.Down, "halting" => MemberState.Stopping, _ => MemberState.Unknown });
            else if (value is "halting")
                members.Add(node.Groups["name"].Value, MemberState.Stopping);
        }

        return answers.AreWhole ? members.Fold(answers.Node) : ClusterSight.Unknown;
    }

    /// <summary>A program of the site's own: texts where they are given, otherwise its exit code as service scripts have it (0 runs, 3 does not).</summary>
    public static ClusterSight Command(ClusterAnswers answers)
    {
        if (!answers.AreWhole)
            return ClusterSight.Unknown;
        var texts = answers.Texts ?? new PowerController.Model.Sites.ClusterTexts(null, null, null, null);
        if (texts.Stopped is { } stopped && answers.Says(stopped))
            return ClusterSight.Stopped;
        if (texts.Stopping is { } stopping && answers.Says(stopping))
            return new ClusterSight(ClusterWord.Stopping, Presence.In);
        if (texts.Degraded is { } degraded && answers.Says(degraded))
            return new ClusterSight(ClusterWord.Degraded, Presence.In);
        if (texts.Normal is { } normal)
            return answers.Says(normal) ? ClusterSight.Normal : ClusterSight.Unknown;
        return answers.Results[^1].ExitCode switch { 0 => ClusterSight.Normal, 3 => ClusterSight.Stopped, _ => ClusterSight.Unknown };
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?<here>\*)?(?<name>[^\s.:<>]+(\.[^\s.:<>]+)*)\s*\.+\s*:\s*(?<state>\S.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerLine();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9_.-]+):$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CrsNode();

    [GeneratedRegex(@"^node:(?<name>[^|]+)\|(?<attribute>status|state)=(?<value>\w+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SgNode();
}

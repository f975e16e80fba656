using System.Globalization;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Scenarios.World;

/// <summary>A story: what it is about, the site, what happens when; and, after a line of dashes, what was decided.</summary>
internal sealed record Story(string About, string Site, string Self, bool MayBreak, IReadOnlyList<(double At, string What)> Happenings, double Until)
{
    public const string Divider = "----------";

    public static Story Parse(IEnumerable<string> lines)
    {
        var about = "";
        var site = "apart";
        var self = "";
        var mayBreak = false;
        var until = 3600.0;
        var happenings = new List<(double, string)>();
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (line.StartsWith('#'))
                about += line[1..].Trim() + " ";
            else if (line.StartsWith("site ", StringComparison.Ordinal))
                site = line[5..];
            else if (line.StartsWith("terminal ", StringComparison.Ordinal))
                self = line[9..];
            else if (line == "the battery may not last")
                mayBreak = true;
            else if (line.StartsWith("until ", StringComparison.Ordinal))
                until = Seconds(line[6..]);
            else if (line.StartsWith("at ", StringComparison.Ordinal) && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                happenings.Add((Seconds(line[3..colon]), line[(colon + 1)..].Trim()));
            else
                throw new FormatException($"What does this line mean: {line}");
        }

        return new Story(about.Trim(), site, self, mayBreak, happenings, until);
    }

    /// <param name="crashAfter">The program falls after this many journaled events, and starts anew from its journal.</param>
    /// <param name="beforeEach">Looks at the world before each of its seconds.</param>
    public EchoWorld Play(int? crashAfter = null, Action<EchoWorld>? beforeEach = null)
    {
        var site = SampleSites.Named(Site);
        var world = new EchoWorld(site, Self.Length > 0 ? Self : site.Terminals.FirstOrDefault()?.Name ?? "term") { CrashAfter = crashAfter };
        var next = 0;
        var happenings = Happenings.OrderBy(one => one.At).ToArray();
        while (world.Now < Until)
        {
            beforeEach?.Invoke(world);
            for (; next < happenings.Length && happenings[next].At <= world.Now; next++)
                Happen(world, happenings[next].What);
            world.Tick();
        }

        return world;
    }

    public static double Seconds(string text) => double.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture);

    public static void Happen(EchoWorld world, string what)
    {
        var words = what.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = TimeSpan.FromSeconds(world.Now);
        switch (words[0])
        {
            case "mains":
                foreach (var ups in words[2] == "all" ? world.Upses.Values : words[2..].Select(name => world.Upses[name]))
                    ups.Mains = words[1] == "on";
                break;
            case "ask":
                world.Give(new OperatorAsked(at, "anna", "console", RequestOf(words)));
                break;
            case "planned":
                world.Give(new PlannedAsked(at, "weekdays", words[2], words[1] == "on", words.Length > 3 ? at + TimeSpan.FromSeconds(Seconds(words[3])) : null));
                break;
            case "administrator":
                world.Give(new AdministratorStopped(at, words[2], words[1] == "reboots" ? AdministratorStop.Reboot : AdministratorStop.ShutDown));
                if (world.Nodes.TryGetValue(words[2], out var stopped))
                    StopByHand(world, stopped, words[1]);
                break;
            case "standby":
                world.ChangeMaster(leads: false, long.Parse(words[1], CultureInfo.InvariantCulture));
                break;
            case "master":
                world.ChangeMaster(leads: true, long.Parse(words[1], CultureInfo.InvariantCulture));
                break;
            case "crash":
                world.Resume();
                break;
            case "terminal":
                if (words[1] == "off")
                    world.StopTerminal();
                else
                    world.StartTerminal();
                break;
            case "peers":
                world.Give(new PeersAgreedOnSilence(at, words[2]));
                break;
            case "late":
                world.Give(new NodeReported(at, words[1], Enum.Parse<AgentWord>(words[2]), long.Parse(words[3], CultureInfo.InvariantCulture), default));
                break;
            case "forged":
                world.Give(new EffectDone(at, new Model.Runs.EffectId(new Model.Runs.RunId(99, 99), 1)));
                break;
            case "cluster":
                world.Give(new ClusterReported(at, words[1], Enum.Parse<ClusterWord>(words[2])));
                break;
            case "disks":
                world.DisksReady = words[1] != "unready";
                world.DisksCanBeAsked = words[1] != "mute";
                break;
            case "bmc":
                world.Give(new NodeProbed(at, words[1], words[2] == "off" ? ProbeAnswer.PoweredOff : ProbeAnswer.PoweredOn));
                break;
            default:
                if (world.Upses.TryGetValue(words[0], out var card))
                    HappenToUps(card, words);
                else
                    HappenToNode(world, world.Nodes[words[0]], words, at);
                break;
        }
    }

    private static void StopByHand(EchoWorld world, EchoNode node, string how)
    {
        if (how == "reboots")
            node.Reboot(world.Now);
        else
            node.StopOs(world.Now);
        world.Give(world.Report(node));
    }

    private static void HappenToUps(EchoUps ups, string[] words)
    {
        switch (words[1])
        {
            case "silent":
                ups.Silent = true;
                break;
            case "answers":
                ups.Silent = false;
                break;
            case "low":
                ups.Low = true;
                break;
            case "recovers":
                ups.Low = false;
                break;
            case "runtime":
                ups.RunTime = Seconds(words[2]);
                break;
            case "charge":
                ups.Charge = Seconds(words[2]);
                break;
            case "ignores":
                ups.IgnoresCut = true;
                break;
            case "refuses":
                ups.RefusesCut = true;
                break;
            case "truth":
                ups.Says = null;
                break;
            case "says":
                ups.Says = Saying(words[2..]);
                break;
            default:
                throw new FormatException(string.Join(' ', words));
        }
    }

    // source, then conditions, then quantities: `says Off in=100 out=100 load=30 LowBattery`
    private static Reading Saying(string[] words)
    {
        var reading = new Reading(Enum.Parse<OutputSource>(words[0]), Conditions.None);
        foreach (var word in words[1..])
        {
            var pair = word.Split('=');
            var value = pair.Length > 1 ? double.Parse(pair[1], CultureInfo.InvariantCulture) : 0;
            reading = pair[0] switch
            {
                "in" => reading with { InputVoltage = new Volts(value) },
                "out" => reading with { OutputVoltage = new Volts(value) },
                "load" => reading with { Load = new Percent(value) },
                "charge" => reading with { Charge = new Percent(value) },
                "runtime" => reading with { RunTime = TimeSpan.FromSeconds(value) },
                "temperature" => reading with { BatteryTemperature = new Celsius(value) },
                _ => reading with { Conditions = reading.Conditions | Enum.Parse<Conditions>(pair[0]) },
            };
        }

        return reading;
    }

    private static void HappenToNode(EchoWorld world, EchoNode node, string[] words, TimeSpan at)
    {
        switch (string.Join(' ', words[1..]))
        {
            case "hangs in cluster stop":
                node.HangsInClusterStop = true;
                break;
            case "hangs in its stop":
                node.HangsInOsStop = true;
                break;
            case "fails in cluster stop":
                world.Give(new NodeReported(at, node.Name, AgentWord.ClusterStopFailed, node.Boot, node.Told));
                break;
            case "is unreachable":
                node.Unreachable = true;
                world.Give(new NodeSilent(at, node.Name));
                break;
            case "is reachable":
                node.Unreachable = false;
                if (node.Runs)
                    world.Give(world.Report(node));
                break;
            case "does not start by its input":
                node.NeedsOtherStart = true;
                break;
            case "never boots":
                node.NeverBoots = true;
                break;
            case "is started by hand":
                node.Start(world.Now);
                world.Give(world.Report(node));
                break;
            case "boots":
                node.NeverBoots = false;
                break;
            default:
                throw new FormatException(string.Join(' ', words));
        }
    }

    private static Request RequestOf(string[] words) => words[1] switch
    {
        "cancel" => new CancelCountdown(words[2]),
        "stay-off" => new FinishButStayOff(words[2]),
        "skip-wait" => new SkipWait(words[2]),
        "force" => new ForceOn(words[2]),
        "local" => new SwitchToLocal(),
        "auto" => new SwitchToAuto(words.Length < 3 ? AutoAnswer.Ask : words[2] == "resume" ? AutoAnswer.Resume : AutoAnswer.LeaveAsIs),
        "shutdown" => new ShutDown(words[2], words.Length > 3 ? TimeSpan.FromSeconds(Seconds(words[3])) : null),
        "shutdown-node" => new ShutDownNode(words[2]),
        "reboot" => new Reboot(words[2]),
        "start" => new Start(words[2]),
        _ => throw new FormatException(string.Join(' ', words)),
    };
}

using System.Globalization;

namespace PowerController.Peers.Hosts;

/// <summary>What happened in a room, line by line, with the machine's own seconds; stand-ins write into it as well.</summary>
internal sealed class RoomLog(string path)
{
    private readonly Lock _gate = new();

    public string Text => File.Exists(path) ? File.ReadAllText(path) : "";

    public IReadOnlyList<(double At, string What)> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2))
                    .Where(words => words.Length == 2 && double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                    .Select(words => (double.Parse(words[0], CultureInfo.InvariantCulture), words[1])).OrderBy(line => line.Item1)];
            }
        }
    }

    public void Add(string what)
    {
        // Stand-ins append by themselves: short lines go in whole.
        lock (_gate)
            File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{Seconds():F2} {what}\n"));
    }

    public bool Has(string what) => Lines.Any(line => line.What == what);

    public int Count(string what) => Lines.Count(line => line.What == what);

    /// <summary>When it happened first; fails when it did not.</summary>
    public double At(string what)
    {
        var line = Lines.FirstOrDefault(line => line.What == what);
        Assert.True(line.What is not null, $"'{what}' is not in the log:\n{Text}");
        return line.At;
    }

    public double LastAt(string what) => Lines.Last(line => line.What == what).At;

    private static double Seconds() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
}

/// <summary>Stand-ins for the commands of cluster and system.</summary>
internal static class RoomScripts
{
    public static IEnumerable<(string Name, string Text)> All(string root) =>
    [
        ("standin", $"""
            #!/bin/sh
            # standin WHO WHAT
            echo "$(cut -d' ' -f1 /proc/uptime) $1 $2" >> {root}/log
            """),
        ("os-stop", $"""
            #!/bin/sh
            echo "$(cut -d' ' -f1 /proc/uptime) $POWERCONTROLLER_NODE os-stop" >> {root}/log
            (sleep 1; touch {root}/$POWERCONTROLLER_NODE.halted) > /dev/null 2>&1 < /dev/null &
            """),
        ("os-stop-anew", $"""
            #!/bin/sh
            echo "$(cut -d' ' -f1 /proc/uptime) $POWERCONTROLLER_NODE os-stop-anew" >> {root}/log
            exec {root}/os-stop
            """),
        ("reboot", $"""
            #!/bin/sh
            echo "$(cut -d' ' -f1 /proc/uptime) $POWERCONTROLLER_NODE reboot" >> {root}/log
            touch {root}/$POWERCONTROLLER_NODE.rebooted
            """),
        ("stop-cluster", $"""
            #!/bin/sh
            # stop-cluster NAME SECONDS
            echo "$(cut -d' ' -f1 /proc/uptime) $1 stop begins" >> {root}/log
            echo stopping > {root}/cluster-$1
            sleep $2
            echo stopped > {root}/cluster-$1
            echo "$(cut -d' ' -f1 /proc/uptime) $1 stop ends" >> {root}/log
            """),
        ("cluster-state", $"#!/bin/sh\ncat {root}/cluster-$1\n"),
        ("leave-cluster", $"""
            #!/bin/sh
            echo "$(cut -d' ' -f1 /proc/uptime) $POWERCONTROLLER_NODE leaves" >> {root}/log
            """),
        ("own-ups", $"#!/bin/sh\ncat {root}/ups-$1\n"),
        ("stop-and-cut", $"""
            #!/bin/sh
            # stop-and-cut UPS
            touch {root}/cut-$1
            exec {root}/os-stop
            """),
    ];

    public static void Write(string path, string text)
    {
        File.WriteAllText(path, text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

/// <summary>What the programs say.</summary>
internal static class RoomWords
{
    public static bool Leads(string said) => said.LastIndexOf("leads", StringComparison.Ordinal) is >= 0 and var leads && leads > said.LastIndexOf("stands by", StringComparison.Ordinal);

    /// <summary>Of an agent: its node and its cluster are well.</summary>
    public static bool IsUp(string said) => said.Contains(": Up, cluster Normal", StringComparison.Ordinal);
}

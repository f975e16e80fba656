using System.Globalization;
using PowerController.CommandLine;
using PowerController.Console.Api.Documents;
using PowerController.Console.Api.Showing;

namespace PowerController.Operating;

/// <summary>A site's status as an old operator knows it: the tree of groups on the left, figures on the right.</summary>
internal static class StatusText
{
    private static readonly string[] _headings = ["name", "address", "state", "in V", "out V", "out W", "load", "charge", "run time"];

    private const int FirstFigure = 3;

    public static void Write(Screen screen, StatusDocument status)
    {
        Head(screen, status);
        var rows = new List<Row>();
        foreach (var group in status.Groups)
            Add(rows, group, "");
        Table(screen, rows);
        foreach (var run in status.Runs)
            Run(screen, run);
        if (status.Hosts.Length > 0)
            Hosts(screen, status);
        Alarms(screen, status);
    }

    /// <summary>The UPSes alone.</summary>
    public static void WriteUpses(Screen screen, IEnumerable<UpsStatus> upses) => Table(screen, [.. upses.Select(ups => Ups(ups, ""))]);

    /// <summary>All that is known of one.</summary>
    public static void WriteOne(Screen screen, UpsStatus ups)
    {
        WriteUpses(screen, [ups]);
        var about = new TextTable("", "");
        if (ups.Identity is { } known)
            about.Add("device", $"{known.Maker} {known.Model}, serial {known.Serial}, firmware {known.Firmware}, battery from {known.BatteryDate}");
        if (ups.Conditions.Length > 0)
            about.Add("says", string.Join(", ", ups.Conditions));
        if (ups.Since is { } since)
            about.Add("since", since.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        if (ups.HeardAgo is { } ago)
            about.Add("heard", $"{ago.ToString("0.0", CultureInfo.InvariantCulture)} s ago");
        if (ups.NeedsRunTime is { } needs)
            about.Add("plan needs", Spoken.Duration(TimeSpan.FromSeconds(needs)));
        foreach (var output in ups.Outputs)
            about.Add(output.OutletGroup is { } group ? $"outlet {group}" : "output", $"feeds {(output.Feeds.Length == 0 ? "nothing" : string.Join(", ", output.Feeds))}{(output.Cut is { } cut ? $"; cut {cut}" : "")}");
        about.WriteTo(screen);
    }

    private static void Head(Screen screen, StatusDocument status)
    {
        var operation = status.Operation == "local" ? screen.Yellow("LOCAL: nothing is done by itself") : "AUTO";
        var terminal = status.Terminal is { } name ? $"{name} ({status.Role})" : "not started yet";
        screen.Line($"{screen.Bold(status.Site)}  {operation}  {terminal}  configuration {Short(status.Digest)}  {status.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}");
        if (status.AutoAsked)
            screen.Line(screen.Yellow("AUTO was asked for while something is down: answer with 'powerctl auto --resume' or 'powerctl auto --leave-as-is'."));
        screen.Line();
    }

    private static void Add(List<Row> rows, GroupStatus group, string indent)
    {
        rows.Add(new Row(indent + group.Name, "", "", [], Mood.Plain, group.Description));
        var within = indent + "  ";
        foreach (var ups in group.Upses)
            rows.Add(Ups(ups, within));
        foreach (var terminal in group.Terminals)
            rows.Add(new Row(within + terminal.Name, terminal.Address, terminal.State, [], Mood.Plain, ""));
        foreach (var node in group.Nodes)
            rows.Add(new Row(within + node.Name, node.Address, node.State, [], node.State switch { "normal" => Mood.Good, "lost" => Mood.Bad, _ => Mood.Moving }, ""));
        foreach (var disk in group.Disks)
            rows.Add(new Row(within + disk.Name, "", Warm(disk), [], disk.State switch { "warm" => Mood.Good, "dark" => Mood.Bad, _ => Mood.Moving }, ""));
        foreach (var nested in group.Groups)
            Add(rows, nested, within);
    }

    private static string Warm(DiskStatus disk) => disk.WarmIn is { } left ? $"{disk.State}, {left.ToString("0", CultureInfo.InvariantCulture)} s" : disk.State;

    private static Row Ups(UpsStatus ups, string indent) => new(
        indent + ups.Name,
        ups.Address,
        ups.Conditions.Contains("calibrating", StringComparer.Ordinal) ? $"{ups.State}, calibrating" : ups.Conditions.Contains("self testing", StringComparer.Ordinal) ? $"{ups.State}, self-test" : ups.State,
        [
            Figure(ups.InputVolts, "0.0"),
            Figure(ups.OutputVolts, "0.0"),
            Figure(ups.OutputWatts, "0"),
            Figure(ups.LoadPercent, "0", "%"),
            Figure(ups.ChargePercent, "0", "%"),
            ups.RunTime is { } runTime ? Spoken.Duration(TimeSpan.FromSeconds(runTime)) : "",
        ],
        ups.State switch { "normal" => Mood.Good, "on battery" or "on bypass" or "not heard yet" => Mood.Moving, _ => Mood.Bad },
        "");

    private static void Table(Screen screen, List<Row> rows)
    {
        var cells = rows.Select(row => new[] { row.Name, row.Address, row.State }.Concat(row.Figures).Concat(Enumerable.Repeat("", _headings.Length - FirstFigure - row.Figures.Length)).ToArray()).ToArray();
        var widths = Enumerable.Range(0, _headings.Length).Select(column => cells.Select(row => row[column].Length).Append(_headings[column].Length).Max()).ToArray();
        screen.Line(screen.Dim(Line(_headings, widths, null)));
        for (var i = 0; i < rows.Count; i++)
        {
            var mood = rows[i].Mood;
            var line = Line(cells[i], widths, mood switch { Mood.Good => screen.Green, Mood.Moving => screen.Yellow, Mood.Bad => screen.Red, _ => null });
            screen.Line(rows[i].Description.Length > 0 ? $"{screen.Bold(line)}  {screen.Dim(rows[i].Description)}" : line);
        }

        screen.Line();
    }

    private static string Line(string[] cells, int[] widths, Func<string, string>? paint)
    {
        var padded = cells.Select((cell, column) => column >= FirstFigure ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])).ToArray();
        if (paint is not null)
            padded[2] = paint(padded[2]);
        return string.Join("  ", padded).TrimEnd();
    }

    private static void Run(Screen screen, RunStatus run)
    {
        var who = run.Whole ? run.Unit : string.Join(", ", run.Members.Select(member => member.Node));
        var left = run.CountdownSeconds is { } seconds ? $"{run.Countdown} in {Spoken.Duration(TimeSpan.FromSeconds(Math.Max(0, seconds)))} at the latest" : run.Countdown;
        screen.Line(screen.Bold($"Run {run.Id}: {who}, {run.Phase} for {run.Cause}") + $" ({run.Why})");
        screen.Line($"  {left}.");
        foreach (var waits in run.WaitsFor)
            screen.Line($"  waits: {waits}");
        foreach (var given in run.GivenUp)
            screen.Line(screen.Red($"  given up: {given}"));
        screen.Line();
    }

    private static void Hosts(Screen screen, StatusDocument status)
    {
        var table = new TextTable("host", "role", "state", "term", "configuration", "heard").Right(3, 5);
        foreach (var host in status.Hosts)
        {
            table.Add(host.Host, host.Role, host.State, host.Term.ToString(CultureInfo.InvariantCulture), Short(host.Digest),
                host.HeardAgo is { } ago ? $"{ago.ToString("0.0", CultureInfo.InvariantCulture)} s ago" : "never");
        }

        table.WriteTo(screen, "");
        foreach (var dropped in status.Unheeded)
            screen.Line(screen.Yellow(string.Create(CultureInfo.InvariantCulture, $"Not listened to: {dropped.Count} datagram{(dropped.Count == 1 ? "" : "s")} on the group's network {dropped.What}.")));
        screen.Line();
    }

    private static void Alarms(Screen screen, StatusDocument status)
    {
        foreach (var alarm in status.Alarms)
            screen.Line(screen.Red($"{alarm.Subject}: {alarm.Text}") + (alarm.Since is { } since ? $" since {since.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}" : ""));
        var findings = status.Findings.Where(finding => finding.Severity != "note").ToArray();
        if (findings.Length > 0)
            screen.Line(screen.Yellow($"The checks find {findings.Length} thing{(findings.Length == 1 ? "" : "s")} wanting: {string.Join(", ", findings.Select(finding => $"{finding.Code} ({finding.Subject})").Take(6))}{(findings.Length > 6 ? ", …" : "")}. 'powerctl check' tells."));
        else if (status.Alarms.Length == 0 && status.Runs.Length == 0)
            screen.Line(screen.Green("All is well."));
    }

    private static string Figure(double? value, string format, string unit = "") => value is { } known ? known.ToString(format, CultureInfo.InvariantCulture) + unit : "";

    private static string Short(string digest) => digest.Length > 12 ? digest[..12] : digest;

    private enum Mood
    {
        Plain,
        Good,
        Moving,
        Bad,
    }

    private sealed record Row(string Name, string Address, string State, string[] Figures, Mood Mood, string Description);
}

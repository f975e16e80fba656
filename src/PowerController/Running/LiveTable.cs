using System.Globalization;
using System.Text;
using PowerController.CommandLine;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Runtime.Snapshots;

namespace PowerController.Running;

/// <summary>The site as a table that is redrawn in place: the tree of groups, what each thing in it says, the open runs, the diary's end.</summary>
internal sealed class LiveTable(Screen screen)
{
    private const string Home = "\u001b[H";
    private const string ClearLine = "\u001b[K";
    private const string ClearBelow = "\u001b[J";
    private const int FewestEntries = 3;

    /// <summary>What fits into a window: heading, open runs and footer always; of the tree and of the diary as much as there is room for.</summary>
    public IEnumerable<string> Lines(SiteSnapshot snapshot, string footer, int height, int width = int.MaxValue)
    {
        var tree = new List<string>();
        foreach (var group in snapshot.Site.Groups.Where(group => group.Parent is null))
            AddGroup(tree, snapshot, group, 0);
        var runs = Bounded([.. snapshot.State.Runs.Select(run => RunLine(snapshot, run))], Math.Max(2, height / 3), "runs");
        // Two lines of heading, the footer, and one between tree and diary.
        var room = height - runs.Count - 4;
        var rows = Bounded(tree, Math.Max(2, room - FewestEntries), "lines");
        var entries = snapshot.Recent.TakeLast(Math.Max(1, room - rows.Count)).Select(Entry);
        return new[] { Title(snapshot), screen.Dim(Row("", "address", "state", "in V", "out V", "load", "charge", "run time")) }
            .Concat(rows).Concat(runs).Append("").Concat(entries).Append(screen.Dim(footer)).Select(line => Clipped(line, width));
    }

    public void Draw(SiteSnapshot snapshot, string footer)
    {
        var (width, height) = Window();
        var lines = Lines(snapshot, footer, height, width);
        screen.Output.Write(Home + string.Join("", lines.Take(height).Select(line => line + ClearLine + "\r\n")) + ClearBelow);
        screen.Output.Flush();
    }

    private List<string> Bounded(List<string> lines, int most, string what) => lines.Count <= most
        ? lines
        : [.. lines.Take(most - 1), screen.Dim(string.Create(CultureInfo.InvariantCulture, $"… {lines.Count - most + 1} more {what}: 'powerctl status' shows them"))];

    // A line that is longer than the window would push everything below it out of its place.
    private static string Clipped(string line, int width)
    {
        var text = new StringBuilder();
        var (shown, coloured) = (0, false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\u001b' && line.IndexOf('m', at) is > 0 and var end)
            {
                coloured = true;
                text.Append(line, at, end - at + 1);
                at = end;
            }
            else if (++shown <= width)
            {
                text.Append(line[at]);
            }
            else
            {
                text[^1] = '…';
                return coloured ? $"{text}\u001b[0m" : text.ToString();
            }
        }

        return text.ToString();
    }

    private static (int Width, int Height) Window()
    {
        try
        {
            return (Math.Max(20, System.Console.WindowWidth), Math.Max(8, System.Console.WindowHeight - 1));
        }
        catch (IOException)
        {
            return (100, 24);
        }
    }

    private string Title(SiteSnapshot snapshot)
    {
        var state = snapshot.State;
        var role = state.Role == Role.Master ? string.Create(CultureInfo.InvariantCulture, $"leads (term {state.Term})") : "stands by";
        var operation = state.Operation == Operation.Auto ? "AUTO" : screen.Yellow("LOCAL");
        return $"{screen.Bold(snapshot.Site.Name)}  {state.Self} {role}  {operation}  {snapshot.Wall.ToLocalTime():HH:mm:ss}";
    }

    private void AddGroup(List<string> lines, SiteSnapshot snapshot, Group group, int depth)
    {
        var indent = new string(' ', depth * 2);
        lines.Add($"{indent}{screen.Bold(group.Name)}  {screen.Dim(group.Description)}");
        var site = snapshot.Site;
        for (var at = 0; at < site.Upses.Length; at++)
        {
            if (site.Upses[at].Group == group.Name)
                lines.Add(UpsLine(snapshot, at, indent));
        }

        for (var at = 0; at < site.Nodes.Length; at++)
        {
            if (site.Nodes[at].Group == group.Name)
                lines.Add(Paint(Row($"{indent}  {Named(site.Nodes[at].Name, site.Nodes[at].Description)}", site.Nodes[at].Address, StateWords.Of(snapshot.State.Nodes[at].Power)),
                    snapshot.State.Nodes[at].Power switch { NodePower.Up => 0, NodePower.Lost => 2, _ => 1 }));
        }

        for (var at = 0; at < site.Disks.Length; at++)
        {
            if (site.Disks[at].Group == group.Name)
                lines.Add(Paint(Row($"{indent}  {Named(site.Disks[at].Name, site.Disks[at].Description)}", "", StateWords.Of(snapshot.State.Disks[at].Power)),
                    snapshot.State.Disks[at].Power is DiskPower.Warm ? 0 : 1));
        }

        foreach (var inner in site.Groups.Where(one => one.Parent == group.Name))
            AddGroup(lines, snapshot, inner, depth + 1);
    }

    private string UpsLine(SiteSnapshot snapshot, int at, string indent)
    {
        var ups = snapshot.Site.Upses[at];
        var power = snapshot.State.Upses[at].Power;
        var figures = snapshot.Upses[at];
        var last = figures.Last;
        var row = Row(
            $"{indent}  {Named(ups.Name, ups.Description)}",
            figures.Address,
            StateWords.Of(power),
            Number(last?.InputVoltage?.Value),
            Number(last?.OutputVoltage?.Value),
            last?.Load is { } load ? $"{Number(load.Value)}%" : "",
            last?.Charge is { } charge ? $"{Number(charge.Value)}%" : "",
            last?.RunTime is { } time ? Clock(time) : "");
        return Paint(row, power switch { UpsPower.Good => 0, UpsPower.Failed or UpsPower.Exhausting or UpsPower.Silent => 2, _ => 1 });
    }

    private string RunLine(SiteSnapshot snapshot, Run run)
    {
        var unit = snapshot.State.Topology.Units[run.Unit].Name;
        var left = StateWords.LimitOf(run) is { } limit && limit > snapshot.Now ? $"  at most {Clock(limit - snapshot.Now)} more" : "";
        return screen.Yellow($"run {run.Id} of {unit}: {StateWords.Of(run.Phase)} for {Clock(snapshot.Now - run.PhaseSince)}{left}  ({run.Why})");
    }

    private string Entry(DiaryEntry entry)
    {
        var text = $"{entry.Wall.ToLocalTime():HH:mm:ss}  {entry.Text}";
        return entry.Urgency switch { Urgency.Alarm => screen.Red(text), Urgency.Warning => screen.Yellow(text), _ => text };
    }

    private string Paint(string row, int urgency) => urgency switch { 0 => row, 1 => screen.Yellow(row), _ => screen.Red(row) };

    private static string Named(string name, string description) => description.Length == 0 ? name : $"{name}  {description}";

    private static string Row(string name, string address, string state, string input = "", string output = "", string load = "", string charge = "", string time = "") =>
        $"{Fit(name, 30)} {Fit(address, 17)} {Fit(state, 15)} {input,5} {output,5} {load,6} {charge,6} {time,8}";

    private static string Fit(string text, int width) => text.Length <= width ? text.PadRight(width) : text[..(width - 1)] + "…";

    private static string Number(double? value) => value?.ToString("0", CultureInfo.InvariantCulture) ?? "";

    private static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:D2}" : $"{time.Minutes}")}:{time.Seconds:D2}");
}

using System.Globalization;
using System.Text;
using PowerController.CommandLine;
using PowerController.Model.Plans;

namespace PowerController.Planning;

/// <summary>A plan drawn in text: one line for the steps that share their times, a bar from what they wait for to their limit.</summary>
internal sealed class Gantt(Plan plan, Screen screen)
{
    private const int NameWidth = 20;
    private const int TargetWidth = 18;
    private const int TimesWidth = 12;

    private int Columns => Math.Max(20, screen.Width - NameWidth - TargetWidth - TimesWidth - 4);

    private double Scale => Math.Max(1, plan.End.TotalSeconds) / Columns;

    public void Draw()
    {
        Axis();
        foreach (var row in Rows())
        {
            var step = row[0];
            var from = step.Follows is { } follows ? plan.Steps[follows].Latest : TimeSpan.Zero;
            var bar = Bar(step, from);
            var text = $"{step.Name,-NameWidth} {Fit(Targets(row)),-TargetWidth} {Times(step),TimesWidth}";
            var critical = row.Any(one => one.Critical);
            screen.Line(critical
                ? screen.Bold(text) + " " + screen.Red(bar.Replace('▒', '█'))
                : text + " " + bar);
        }

        screen.Line(screen.Dim($"{"",NameWidth + TargetWidth + TimesWidth + 3}█ critical path  ▒ others  · may already be done"));
    }

    // Steps of one name and the same times are one line: sixteen nodes are stopped together.
    private IEnumerable<PlanStep[]> Rows() =>
        plan.Steps
            .GroupBy(step => (step.Name, step.Earliest, step.Latest, From: step.Follows is { } follows ? plan.Steps[follows].Latest : TimeSpan.Zero))
            .Select(same => same.ToArray());

    private void Axis()
    {
        var line = new StringBuilder(new string(' ', Columns + 8));
        var pace = Pace(plan.End.TotalSeconds);
        for (double at = 0; at <= plan.End.TotalSeconds; at += pace)
        {
            var label = at.ToString("0", CultureInfo.InvariantCulture);
            var column = (int)(at / Scale);
            if (column + label.Length <= line.Length)
                line.Remove(column, label.Length).Insert(column, label);
        }

        screen.Line(screen.Dim($"{"step",-NameWidth} {"who",-TargetWidth} {"seconds",TimesWidth} {line.ToString().TrimEnd()}"));
    }

    private string Bar(PlanStep step, TimeSpan from)
    {
        var cells = new char[Columns];
        Array.Fill(cells, ' ');
        var end = Math.Clamp((int)Math.Ceiling(step.Latest.TotalSeconds / Scale), 1, Columns);
        var start = Math.Min((int)(from.TotalSeconds / Scale), end - 1);
        var early = Math.Min((int)(step.Earliest.TotalSeconds / Scale), start);
        Array.Fill(cells, '·', early, start - early);
        Array.Fill(cells, '▒', start, end - start);
        return new string(cells).TrimEnd();
    }

    private static double Pace(double seconds)
    {
        double[] paces = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
        return paces.FirstOrDefault(pace => seconds / pace <= 8, 20_000);
    }

    private static string Times(PlanStep step) => $"{PlanText.Figure(step.Earliest)}–{PlanText.Figure(step.Latest)}";

    private static string Targets(PlanStep[] row) =>
        row.Length switch
        {
            1 => row[0].Target,
            <= 3 => string.Join(", ", row.Select(step => step.Target)),
            _ => $"{row[0].Target} … {row[^1].Target}",
        };

    private static string Fit(string text) => text.Length <= TargetWidth ? text : text[..(TargetWidth - 1)] + "…";
}

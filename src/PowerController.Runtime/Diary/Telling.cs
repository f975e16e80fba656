using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Units;

namespace PowerController.Runtime.Diary;

/// <summary>From a turn to what the diary says of it. A function of the journal's record alone: replayed, it says the same with the same numbers.</summary>
public static class Telling
{
    /// <summary>An entry's number is its record's number and its place among the record's entries.</summary>
    public const int IndexBits = 8;

    public static long NumberOf(long sequence, int index) => (sequence << IndexBits) | (uint)index;

    public static List<DiaryEntry> Of(long sequence, DateTimeOffset wall, PowerEvent happened, Decision decision)
    {
        var entries = new List<DiaryEntry>();
        if (OfEvent(happened) is { } own)
            Add(own.Kind, own.Urgency, own.Subject, own.Text);
        foreach (var effect in decision.Effects)
        {
            switch (effect)
            {
                case Notify notify:
                    var run = notify.Id.Run.IsNone ? null : (RunId?)notify.Id.Run;
                    Add(KindOf(decision.State.Topology, notify.Subject), notify.Urgency, notify.Subject, notify.Reason, run);
                    break;
                case Audit audit:
                    Add(DiaryKind.Command, Urgency.Information, decision.State.Topology.Site.Name,
                        audit.Accepted ? audit.Reason : $"refused: {audit.Reason}", null, audit.Who, audit.From);
                    break;
                case OpenRun open:
                    Add(DiaryKind.Run, Urgency.Information, open.Unit, $"run {open.Id.Run} of {open.Unit} begins: {open.Reason}", open.Id.Run);
                    break;
                case CloseRun close:
                    Add(DiaryKind.Run, close.Report.NotStarted.IsEmpty && close.Report.GivenUp.IsEmpty ? Urgency.Information : Urgency.Warning, close.Report.Unit,
                        Ending(close.Report), close.Report.Run);
                    break;
            }
        }

        return entries;

        void Add(DiaryKind kind, Urgency urgency, string subject, string text, RunId? run = null, string? who = null, string? from = null)
        {
            // More than fits in a number's last part is more than anybody reads of one moment.
            if (entries.Count < 1 << IndexBits)
                entries.Add(new DiaryEntry(NumberOf(sequence, entries.Count), wall, kind, urgency, subject, text, run, who, from));
        }
    }

    private static (DiaryKind Kind, Urgency Urgency, string Subject, string Text)? OfEvent(PowerEvent happened) => happened switch
    {
        Started started => (DiaryKind.Program, Urgency.Information, started.Self, $"{started.Self} watches the site"),
        BecameMaster master => (DiaryKind.Host, Urgency.Information, "master", FormattableString.Invariant($"this terminal leads (term {master.Term})")),
        BecameStandby standby => (DiaryKind.Host, Urgency.Information, "standby", FormattableString.Invariant($"this terminal stands by (term {standby.Term})")),
        ConfigurationChanged changed => (DiaryKind.Configuration, Urgency.Information, changed.Site.Name, $"configuration {Short(changed.Digest)} is in force"),
        PlannedAsked planned => (DiaryKind.Command, Urgency.Information, planned.Unit, $"{planned.Schedule}: {planned.Unit} {(planned.On ? "on" : "off")}"),
        AdministratorStopped stopped => (DiaryKind.Command, Urgency.Warning, stopped.Name,
            $"an administrator {(stopped.Kind == AdministratorStop.Reboot ? "reboots" : "shuts down")} {stopped.Name} by its own tools"),
        _ => null,
    };

    private static string Ending(RunReport report)
    {
        var text = $"run {report.Run} of {report.Unit} has ended after {UnitText.Seconds(Whole(report.ClosedAt - report.FailedAt))}";
        if (!report.NotStarted.IsEmpty)
            text += $"; not running: {string.Join(", ", report.NotStarted)}";
        return report.GivenUp.IsEmpty ? text : $"{text}; given up: {string.Join("; ", report.GivenUp)}";
    }

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));

    private static string Short(string digest) => digest.Length > 12 ? digest[..12] : digest;

    private static DiaryKind KindOf(Topology topology, string subject) =>
        topology.Unit(subject) >= 0 ? DiaryKind.Run : topology.Node(subject) >= 0 || topology.Terminal(subject) >= 0 ? DiaryKind.Host : DiaryKind.Power;
}

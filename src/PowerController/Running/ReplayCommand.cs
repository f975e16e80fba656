using System.CommandLine;
using System.Globalization;
using PowerController.CommandLine;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Runtime.Journal;

namespace PowerController.Running;

/// <summary>`powerctl replay`: what a journal tells, and whether it comes to the same again.</summary>
internal static class ReplayCommand
{
    private const string More =
        """
        Examples:
          powerctl replay /var/lib/powercontroller          the journal of a state directory: the story, and whether it comes out the same
          powerctl replay journal-0000000000000042.pcj      one segment
          powerctl replay /var/lib/powercontroller --turns  also every event and what it led to
          powerctl replay /var/lib/powercontroller --json   for programs

        Each segment begins with a checkpoint; replaying the one before must come to the very same state. Nothing is written.
        Ends with 1 when a segment is damaged or comes to another state.
        """;

    public static Command Create()
    {
        var journal = new Argument<string>("journal") { Description = "A state directory, a directory of segments, or one segment" };
        var turns = new Option<bool>("--turns") { Description = "Tell every event and its effects" };
        var command = new DocumentedCommand("replay", "Read a journal, tell its story, and verify that replaying it comes to the same state.", More) { journal, turns, Json.Option };
        command.SetAction(parsed =>
        {
            var screen = Screen.OfProcess(parsed);
            var path = parsed.GetRequiredValue(journal);
            if (FilesOf(path) is not { } files || files.Names().Count == 0)
                return screen.Refuse($"There is no journal in {path}: name a state directory of 'powerctl run', or a file journal-….pcj.");
            return parsed.GetValue(Json.Option) ? TellJson(screen, files) : Tell(screen, files, parsed.GetValue(turns));
        });
        return command;
    }

    private static IJournalFiles? FilesOf(string path)
    {
        if (File.Exists(path))
            return new OneSegment(new JournalDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!), Path.GetFileName(path));
        var inside = Path.Combine(path, "journal");
        return Directory.Exists(inside) ? new JournalDirectory(inside) : Directory.Exists(path) ? new JournalDirectory(path) : null;
    }

    private static int Tell(Screen screen, IJournalFiles files, bool turns)
    {
        var told = new List<string>();
        var story = new JournalStory(files, Decider.Decide)
        {
            OnTurn = turn =>
            {
                if (turns)
                    told.Add(screen.Dim($"{Moment(turn.Wall)}  #{turn.Sequence}  {turn.Event.GetType().Name} at {turn.At:c} → {Effects(turn)}"));
                told.AddRange(Diary(turn).Select(entry => Line(screen, entry)));
            },
            OnEntry = entry => told.Add(Line(screen, entry)),
        };
        var good = true;
        foreach (var segment in story.Segments())
        {
            screen.Line(screen.Bold(segment.Name));
            foreach (var line in told)
                screen.Line($"  {line}");
            told.Clear();
            good &= Verdict(screen, segment);
        }

        screen.Line(good ? screen.Green("The journal is whole, and comes to the same states again.") : screen.Red("The journal does not come to the same."));
        return good ? ExitCodes.Done : ExitCodes.FoundWanting;
    }

    private static IEnumerable<DiaryEntry> Diary(JournalTurn turn) => Runtime.Diary.Telling.Of(turn.Sequence, turn.Wall, turn.Event, turn.Decision);

    private static string Effects(JournalTurn turn) =>
        turn.Decision.Effects.IsEmpty ? "-" : string.Join(", ", turn.Decision.Effects.Where(effect => effect is not (WakeAt or Notify)).Select(effect => $"{effect.GetType().Name} {effect.Id}"));

    private static bool Verdict(Screen screen, SegmentStory segment)
    {
        var wrong = new List<string>(segment.Problems);
        if (segment.Ends is { } ends)
        {
            wrong.AddRange(ends.Failed.Select(failed => $"record {failed.Sequence} could not be decided: {failed.Why}"));
            foreach (var note in ends.Notes)
                screen.Line(screen.Yellow($"  {note}"));
        }

        if (segment.Follows is false)
            wrong.Add("it does not begin with the state that the segment before it ended with");
        foreach (var line in wrong)
            screen.Line(screen.Red($"  {line}"));
        return wrong.Count == 0;
    }

    private static int TellJson(Screen screen, IJournalFiles files)
    {
        var good = true;
        Json.Write(screen.Output, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("segments");
            var turns = 0;
            foreach (var segment in new JournalStory(files, Decider.Decide) { OnTurn = _ => turns++ }.Segments())
            {
                good &= segment is { Ends.Failed.IsEmpty: true, Follows: not false } && segment.Problems.IsEmpty;
                json.WriteStartObject();
                json.WriteString("name", segment.Name);
                json.WriteNumber("events", turns);
                json.WriteNumber("lastSequence", segment.Ends?.Sequence ?? 0);
                if (segment.Follows is { } follows)
                    json.WriteBoolean("follows", follows);
                json.WriteStartArray("problems");
                foreach (var problem in segment.Problems)
                    json.WriteStringValue(problem);
                json.WriteEndArray();
                json.WriteEndObject();
                turns = 0;
            }

            json.WriteEndArray();
            json.WriteBoolean("good", good);
            json.WriteEndObject();
        });
        return good ? ExitCodes.Done : ExitCodes.FoundWanting;
    }

    private static string Line(Screen screen, DiaryEntry entry)
    {
        var text = $"{Moment(entry.Wall)}  {entry.Text}";
        return entry.Urgency switch { Urgency.Alarm => screen.Red(text), Urgency.Warning => screen.Yellow(text), _ => text };
    }

    private static string Moment(DateTimeOffset wall) => wall.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

using PowerController.CommandLine;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Loop;
using Serilog;
using Serilog.Events;

namespace PowerController.Running;

/// <summary>The diary as log lines.</summary>
internal sealed class SiteLog : ITurnFollower, IDisposable
{
    /// <summary>The moment is the entry's own, which is not the log's where time runs faster.</summary>
    private const string Line = "{Wall} {Text}";

    private readonly Serilog.Core.Logger? _log;
    private readonly Screen _screen;
    private long _last = -1;

    public SiteLog(Screen screen, bool plain)
    {
        _screen = screen;
        if (plain)
            _log = new LoggerConfiguration().WriteTo.Console(outputTemplate: "{Wall:yyyy-MM-dd HH:mm:ss} [{Level:u3}] {Text:l}{NewLine}").CreateLogger();
    }

    public void Turned(PowerEvent happened, SiteState before, Decision decision, bool replayed)
    {
        // Its entries are what is logged.
    }

    public void Wrote(DiaryEntry entry)
    {
        // What was said before the start is said again with its number; the log begins with what is new.
        if (entry.Number <= _last)
            return;
        _last = entry.Number;
        _log?.Write(entry.Urgency switch { Urgency.Alarm => LogEventLevel.Error, Urgency.Warning => LogEventLevel.Warning, _ => LogEventLevel.Information }, Line, entry.Wall.LocalDateTime, entry.Text);
    }

    public void Fail(string text)
    {
        if (_log is { } log)
            log.Fatal(Line, DateTime.Now, text);
        else
            _screen.Error.WriteLine(text);
    }

    public void Dispose() => _log?.Dispose();
}

using PowerController.Model.Diary;
using PowerController.Runtime.History.Samples;

namespace PowerController.Runtime.History;

/// <summary>Reads the history beside the program that writes it.</summary>
public interface IHistoryReader : IDisposable
{
    /// <summary>The UPSes of which something is kept.</summary>
    IReadOnlyList<string> Upses();

    /// <summary>The minutes of a UPS, oldest first; none where only hours are left.</summary>
    IEnumerable<(DateTimeOffset Minute, UpsSample Sample)> Minutes(string ups, DateTimeOffset from, DateTimeOffset to);

    /// <summary>The hours of a UPS, oldest first; the present hour as far as it has come.</summary>
    IEnumerable<(DateTimeOffset Hour, HourFigures Figures)> Hours(string ups, DateTimeOffset from, DateTimeOffset to);

    /// <param name="subject">Only what is about this; null for everything.</param>
    IEnumerable<DiaryEntry> Entries(string? subject, DateTimeOffset from, DateTimeOffset to);

    IEnumerable<ClosedRun> Runs(DateTimeOffset from, DateTimeOffset to);
}

using System.Collections.Immutable;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Runtime.Following;
using PowerController.Runtime.History.Samples;
using PowerController.Runtime.History.Sqlite;

namespace PowerController.Runtime.History;

public sealed class SqliteHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 30, 0, TimeSpan.Zero);

    private readonly ScratchDirectory _scratch = new();

    private string Path => _scratch["history.db"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Minutes_BeforeAndAfterPacking_ReadTheSame()
    {
        WriteMinutes(Start, 100);
        using var reader = SqliteHistoryReader.Open(Path);
        var before = reader.Minutes("UPS2", Start, Start.AddMinutes(100)).ToList();
        var hoursBefore = reader.Hours("UPS2", Start, Start.AddMinutes(100)).Select(hour => (hour.Hour, hour.Figures.Minutes)).ToList();

        Tidy(Start.AddMinutes(100));

        Assert.Equal(100, before.Count);
        Assert.Equal(before, reader.Minutes("UPS2", Start, Start.AddMinutes(100)));
        Assert.Equal(hoursBefore, reader.Hours("UPS2", Start, Start.AddMinutes(100)).Select(hour => (hour.Hour, hour.Figures.Minutes)));
        Assert.Equal([30, 60, 10], hoursBefore.Select(hour => hour.Minutes));
        Assert.Equal(["UPS1", "UPS2"], reader.Upses());
    }

    [Fact]
    public void Minutes_OfAPart_AreThoseAlone()
    {
        WriteMinutes(Start, 100);
        Tidy(Start.AddMinutes(100));
        using var reader = SqliteHistoryReader.Open(Path);

        var part = reader.Minutes("UPS1", Start.AddMinutes(20), Start.AddMinutes(95)).Select(minute => minute.Minute).ToList();

        Assert.Equal(75, part.Count);
        Assert.Equal((Start.AddMinutes(20), Start.AddMinutes(94)), (part[0], part[^1]));
        Assert.Empty(reader.Minutes("UPS9", Start, Start.AddMinutes(100)));
    }

    [Fact]
    public void Tidy_AfterTheTimeOfDetail_KeepsHoursOnly()
    {
        WriteMinutes(Start, 60);
        Tidy(Start.AddHours(2));
        using var reader = SqliteHistoryReader.Open(Path);

        Tidy(Start.AddDays(9));
        Assert.Empty(reader.Minutes("UPS1", Start, Start.AddDays(9)));
        Assert.Equal(2, reader.Hours("UPS1", Start, Start.AddDays(9)).Count());

        Tidy(Start.AddDays(732));
        Assert.Empty(reader.Hours("UPS1", Start, Start.AddDays(732)));
    }

    [Fact]
    public void Clock_SetBackIntoAPackedHour_LosesNothing()
    {
        WriteMinutes(Start, 20);
        Tidy(Start.AddHours(1));
        WriteMinutes(Start.AddMinutes(20), 5);
        Tidy(Start.AddHours(1));
        using var reader = SqliteHistoryReader.Open(Path);

        Assert.Equal(25, reader.Minutes("UPS1", Start, Start.AddHours(1)).Count());
        Assert.Equal(25, Assert.Single(reader.Hours("UPS1", Start, Start.AddHours(1))).Figures.Minutes);
    }

    [Fact]
    public void Entries_ToldAgain_AreKeptOnce()
    {
        WriteEntries(Entry(1, "first"), Entry(2, "second"));
        WriteEntries(Entry(1, "first"), Entry(2, "second"), Entry(3, "third"));
        using var reader = SqliteHistoryReader.Open(Path);

        Assert.Equal(["first", "second", "third"], reader.Entries(null, Start, Start.AddDays(1)).Select(entry => entry.Text));
    }

    [Fact]
    public void Entries_OfAJournalBegunAnew_AreKeptBesideTheOld()
    {
        WriteEntries(Entry(1, "first"), Entry(2, "second"));
        WriteEntries(Entry(1, "anew"), Entry(2, "second anew"));
        WriteEntries(Entry(1, "anew"), Entry(2, "second anew"), Entry(3, "third anew"));
        using var reader = SqliteHistoryReader.Open(Path);

        Assert.Equal(["first", "second", "anew", "second anew", "third anew"], reader.Entries(null, Start, Start.AddDays(1)).Select(entry => entry.Text));
    }

    [Fact]
    public void Entry_WithEverything_ReadsAsWritten()
    {
        var entry = new DiaryEntry(7, Start, DiaryKind.Command, Urgency.Alarm, "cluster", "It's \"asked\"\n", new RunId(3, 4), "anna", "10.0.0.1");
        WriteEntries(entry, Entry(8, "other"));
        using var reader = SqliteHistoryReader.Open(Path);

        Assert.Equal(entry, Assert.Single(reader.Entries("cluster", Start, Start.AddDays(1))));
        Assert.Empty(reader.Entries(null, Start.AddHours(1), Start.AddDays(1)));
    }

    [Fact]
    public void Runs_ToldAgain_AreKeptOnce()
    {
        var report = new RunReport(
            new RunId(1, 2), "cluster", RunCause.Outage, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(900), RunDeadlines.None with { CutBy = TimeSpan.FromSeconds(7) },
            [new PhaseEntry(Phase.Dark, TimeSpan.FromSeconds(300))], ["node1 hung"], ["node2"]);
        for (var time = 0; time < 2; time++)
            Write(new HistoryBatch([], [], [new ClosedRun(Start, report)]));
        using var reader = SqliteHistoryReader.Open(Path);

        var read = Assert.Single(reader.Runs(Start, Start.AddDays(1)));
        Assert.Equal(ReportText.Write(report), ReportText.Write(read.Report));
        Assert.Equal(Start, read.Wall);
    }

    [Fact]
    public void File_OfANewerProgram_IsLeftAlone()
    {
        WriteMinutes(Start, 1);
        using (var file = SqliteFile.Open(Path))
            file.Run("INSERT INTO schema_version VALUES (99, 'later')");

        Assert.Throws<NewerHistory>(() => SqliteHistory.Open(Path, HistorySettings.Usual, Start));
        Assert.Throws<NewerHistory>(() => SqliteHistoryReader.Open(Path));
    }

    [Fact]
    public void Write_OfAFileAtItsLargest_FailsAndKeepsWhatIsThere()
    {
        var settings = HistorySettings.Usual with { LargestFile = 200_000 };
        var written = 0;
        using (var store = SqliteHistory.Open(Path, settings, Start))
        {
            var fault = Assert.Throws<SqliteFault>(() =>
            {
                for (; written < 10_000; written++)
                    store.Write(new HistoryBatch([], [Entry(written, new string('x', 500))], []));
            });
            Assert.Equal("the disk is full", fault.Reason);
        }

        using var reader = SqliteHistoryReader.Open(Path);
        Assert.InRange(written, 50, 400);
        Assert.Equal(written, reader.Entries(null, Start, Start.AddDays(1)).Count());
    }

    [Fact]
    public void Library_IsTheSystemsWhereItIsThere()
    {
        var version = Version.Parse(SqliteLibrary.Ready());

        Assert.True(version >= new Version(3, 33), version.ToString());
    }

    private static DiaryEntry Entry(long number, string text) => new(number, Start, DiaryKind.Power, Urgency.Warning, "UPS1", text);

    private void WriteEntries(params DiaryEntry[] entries) => Write(new HistoryBatch([], [.. entries], []));

    private void Write(HistoryBatch batch)
    {
        using var store = SqliteHistory.Open(Path, HistorySettings.Usual, Start);
        store.Write(batch);
    }

    private void Tidy(DateTimeOffset now)
    {
        using var store = SqliteHistory.Open(Path, HistorySettings.Usual, now);
        store.Tidy(now);
    }

    private void WriteMinutes(DateTimeOffset from, int count)
    {
        using var store = SqliteHistory.Open(Path, HistorySettings.Usual, from);
        for (var minute = 0; minute < count; minute++)
        {
            ImmutableArray<(string, UpsSample)> samples =
                [("UPS1", UpsSample.Of(FollowedSite.OnMains(minute % 7))), ("UPS2", UpsSample.Of(FollowedSite.OnBattery(100 - (minute % 50))))];
            store.Write(new HistoryBatch([new MinuteSamples(from.AddMinutes(minute), samples)], [], []));
        }
    }
}

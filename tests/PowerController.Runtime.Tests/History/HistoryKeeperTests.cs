using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Following;
using PowerController.Runtime.History.Sqlite;

namespace PowerController.Runtime.History;

public sealed class HistoryKeeperTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 20, TimeSpan.Zero);

    private readonly ScratchDirectory _scratch = new();
    private readonly SetClock _clock = new(Start);
    private readonly FollowedSite _site = new(Start);
    private readonly List<(Urgency Urgency, string Text)> _told = [];
    private readonly HistoryQueue _queue = new();

    private string Path => _scratch["history.db"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Step_EachMinute_KeepsOneSampleOfEachUpsThatAnswers()
    {
        using var writer = Writer();
        for (var step = 0; step < 10; step++)
        {
            _site.Hear(_clock.GetUtcNow(), ups => ups == 0 || step < 4 ? FollowedSite.OnMains() : null);
            writer.Step();
            _clock.Advance(TimeSpan.FromSeconds(30));
        }

        using var reader = SqliteHistoryReader.Open(Path);
        Assert.Equal(5, reader.Minutes("UPS1", Start.AddHours(-1), Start.AddHours(1)).Count());
        Assert.Equal(2, reader.Minutes("UPS2", Start.AddHours(-1), Start.AddHours(1)).Count());
        Assert.Empty(_told);
    }

    [Fact]
    public void Step_WhileTheLoopStandsStill_KeepsNoOldFigures()
    {
        using var writer = Writer();
        _site.Hear(Start, _ => FollowedSite.OnMains());
        for (var step = 0; step < 5; step++)
        {
            writer.Step();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        using var reader = SqliteHistoryReader.Open(Path);
        Assert.Single(reader.Minutes("UPS1", Start.AddHours(-1), Start.AddHours(1)));
    }

    [Fact]
    public void Step_OverTheEndOfAnHour_PacksIt()
    {
        using var writer = Writer();
        for (var step = 0; step < 61; step++)
        {
            _site.Hear(_clock.GetUtcNow(), _ => FollowedSite.OnMains());
            writer.Step();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        using var file = SqliteFile.OpenToRead(Path);
        using var ask = file.Prepare("SELECT (SELECT count(*) FROM minute), (SELECT count(*) FROM detail), (SELECT count(*) FROM hourly)");
        ask.Step();
        Assert.Equal((1, 2, 2), (ask.Number(0), ask.Number(1), ask.Number(2)));
    }

    [Fact]
    public void Step_OfADamagedFile_SetsItAsideAndBeginsANewOne()
    {
        File.WriteAllText(Path, new string('?', 20_000));
        using var writer = Writer();
        _queue.Put(Entry(1));

        writer.Step();
        _clock.Advance(TimeSpan.FromSeconds(10));
        writer.Step();

        var (urgency, text) = Assert.Single(_told);
        Assert.Equal(Urgency.Alarm, urgency);
        Assert.Contains("damaged", text, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_scratch.Path, "history.db.damaged-*"));
        using var reader = SqliteHistoryReader.Open(Path);
        Assert.Single(reader.Entries(null, Start.AddHours(-1), Start.AddHours(1)));
    }

    [Fact]
    public void Step_OfAFileThatIsDamagedWhileItIsUsed_SetsItAside()
    {
        using var writer = Writer();
        _queue.Put(Entry(1));
        writer.Step();
        writer.Dispose();
        using (var file = File.OpenWrite(Path))
            file.Write(new byte[3 * 4096]);
        _queue.Put(Entry(2));

        writer.Step();
        writer.Step();

        Assert.Contains(_told, told => told.Urgency == Urgency.Alarm && told.Text.Contains("damaged", StringComparison.Ordinal));
        using var reader = SqliteHistoryReader.Open(Path);
        Assert.Equal(2, Assert.Single(reader.Entries(null, Start.AddHours(-1), Start.AddHours(1))).Number);
    }

    [Fact]
    public void DamagedFiles_Many_OnlyTheNewestAreKept()
    {
        for (var day = 0; day < 6; day++)
        {
            File.WriteAllText(Path, "x");
            DamagedFiles.SetAside(Path, Start.AddDays(day));
        }

        Assert.Equal(3, Directory.GetFiles(_scratch.Path).Length);
        Assert.EndsWith("20260306T100020Z", Directory.GetFiles(_scratch.Path).Order(StringComparer.Ordinal).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Step_OfALockedFile_TellsOnceAndWritesLater()
    {
        using var writer = Writer();
        writer.Step();
        using (var other = SqliteFile.Open(Path))
        {
            other.Run("BEGIN EXCLUSIVE");
            _queue.Put(Entry(1));
            writer.Step();
            _clock.Advance(TimeSpan.FromSeconds(11));
            writer.Step();
            Assert.Contains("another program has locked the file", Assert.Single(_told).Text, StringComparison.Ordinal);
            other.Run("COMMIT");
        }

        _clock.Advance(TimeSpan.FromSeconds(11));
        writer.Step();

        Assert.Equal([Urgency.Alarm, Urgency.Information], _told.Select(told => told.Urgency));
        using var reader = SqliteHistoryReader.Open(Path);
        Assert.Single(reader.Entries(null, Start.AddHours(-1), Start.AddHours(1)));
    }

    [Fact]
    public void Step_OfADirectoryThatIsNotThere_TellsWhyAndTriesNotWithEveryEntry()
    {
        var tries = 0;
        using var writer = new HistoryWriter(_site, _queue, _ => throw new IOException($"try {++tries}"), _ => null, Tell, _clock);
        for (var entry = 0; entry < 100; entry++)
        {
            _queue.Put(Entry(entry));
            writer.Step();
        }

        Assert.Equal(1, tries);
        Assert.Contains("The site is run as before", Assert.Single(_told).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Queue_ThatCannotBeWrittenForLong_GivesUpTheOldestAndSaysSo()
    {
        for (var entry = 0; entry < Limits.WaitingEntries + 5; entry++)
            _queue.Put(Entry(entry));

        Assert.Equal(Limits.WaitingEntries, _queue.Look().Entries.Length);
        Assert.Equal(5, _queue.Look().Entries[0].Number);
        using var writer = Writer();
        writer.Step();
        Assert.Contains("5 entries", Assert.Single(_told).Text, StringComparison.Ordinal);
        Assert.True(_queue.Look().IsEmpty);
    }

    [Fact]
    public void Keeper_Stopped_HasWrittenEverything()
    {
        _site.Hear(Start, _ => FollowedSite.OnMains());
        var report = new RunReport(new RunId(1, 2), "node1", RunCause.Operator, TimeSpan.Zero, TimeSpan.FromSeconds(9), RunDeadlines.None, [], [], []);
        using (var keeper = new HistoryKeeper(HistorySettings.Usual, _site, new Surroundings("terminal", _scratch.Path, _scratch.Path, _ => "", Tell, _clock)))
        {
            keeper.Start();
            keeper.Wrote(Entry(1));
            var state = _site.Current.State;
            keeper.Turned(new Woke(TimeSpan.Zero), state, new Decision(state, [new CloseRun(default, report, "done")], default), replayed: false);
            keeper.Stop();
        }

        using var reader = SqliteHistoryReader.Open(Path);
        Assert.Single(reader.Minutes("UPS1", Start.AddHours(-1), Start.AddHours(1)));
        Assert.Single(reader.Entries(null, Start.AddHours(-1), Start.AddHours(1)));
        Assert.Equal("node1", Assert.Single(reader.Runs(Start.AddHours(-1), Start.AddHours(1))).Report.Unit);
    }

    private static DiaryEntry Entry(long number) => new(number, Start, DiaryKind.Power, Urgency.Warning, "UPS1", $"entry {number}");

    private HistoryWriter Writer() =>
        new(_site, _queue, now => SqliteHistory.Open(Path, HistorySettings.Usual, now), now => DamagedFiles.SetAside(Path, now), Tell, _clock);

    private void Tell(Urgency urgency, string text) => _told.Add((urgency, text));
}

using PowerController.Decisions;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Diary;
using PowerController.Runtime.Journal;
using PowerController.Simulator.Sites;

namespace PowerController.Runtime.Tests.Journal;

public sealed class SiteJournalTests
{
    private static readonly DateTimeOffset _evening = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    private readonly SiteState _beginning = SiteState.Of(ExampleSites.Single, "digest");
    private readonly MemoryFiles _files = new();
    private readonly StoppedTime _time = new();

    [Fact]
    public void FullDisk_WhileWriting_IsSaidAndOperationGoesOn()
    {
        using var journal = Begun();
        Append(journal, 1);
        _files.Full = true;
        Append(journal, 2);
        Append(journal, 3);

        Assert.Contains("No space", journal.Trouble, StringComparison.Ordinal);
        Assert.False(journal.WantsCheckpoint);

        _time.Advance(Limits.JournalRetry);
        Assert.True(journal.WantsCheckpoint);
        _files.Full = false;
        journal.Begin(new Checkpoint(_beginning with { Term = 7 }, Pages.Empty), TimeSpan.FromSeconds(4), _evening);
        Append(journal, 5);

        Assert.Null(journal.Trouble);
        var resumed = new JournalReader(_files, Decider.Decide).Read(repair: true)!;
        Assert.Empty(resumed.Problems);
        Assert.Equal(7, resumed.State.Term);
        Assert.Equal(TimeSpan.FromSeconds(5), resumed.At);
    }

    [Fact]
    public void Program_ThatDiesWithAFullDisk_GoesOnWithWhatWasWritten()
    {
        using var journal = Begun();
        Append(journal, 1);
        _files.Full = true;
        Append(journal, 2);
        _files.Full = false;

        var resumed = new JournalReader(_files, Decider.Decide).Read(repair: true)!;

        Assert.Equal(TimeSpan.FromSeconds(1), resumed.At);
        Assert.Empty(resumed.Problems);
        Assert.Single(resumed.Notes);
    }

    [Fact]
    public void Segments_BeyondThoseThatAreKept_GoOldestFirst()
    {
        using var journal = Begun();
        for (var at = 1; at <= Limits.Segments + 3; at++)
        {
            Append(journal, at);
            journal.Begin(new Checkpoint(_beginning, Pages.Empty), TimeSpan.FromSeconds(at), _evening);
        }

        Assert.Equal(Limits.Segments, _files.Files.Count);
        Assert.Equal(TimeSpan.FromSeconds(Limits.Segments + 3), new JournalReader(_files, Decider.Decide).Read(repair: true)!.At);
    }

    [Fact]
    public void Segment_ThatIsFull_WantsACheckpoint()
    {
        using var journal = Begun();
        Assert.False(journal.WantsCheckpoint);
        var much = new string('x', (int)Limits.SegmentBytes);
        journal.Append(new NodeSilent(TimeSpan.FromSeconds(1), much), TimeSpan.FromSeconds(1), _evening);

        Assert.True(journal.WantsCheckpoint);
    }

    [Fact]
    public void Records_WaitForASyncOnlySoLong()
    {
        using var journal = Begun();
        Append(journal, 1);
        Assert.False(journal.WantsSync);
        _time.Advance(Limits.JournalSyncPace);
        Assert.True(journal.WantsSync);
        journal.Sync();

        Assert.False(journal.WantsSync);
        Assert.Equal(1, _files.Syncs);
    }

    [Fact]
    public void Directory_OnARealDisk_KeepsWhatWasAppended()
    {
        var directory = Directory.CreateTempSubdirectory("powerctl-journal-").FullName;
        try
        {
            var files = new JournalDirectory(Path.Combine(directory, "journal"));
            Assert.Null(new JournalReader(files, Decider.Decide).Read(repair: true));
            using (var journal = SiteJournal.Open(files, Resumed.Fresh(_beginning, _evening), TimeProvider.System))
            {
                journal.Begin(new Checkpoint(_beginning, Pages.Empty), TimeSpan.Zero, _evening);
                journal.Append(new BecameMaster(TimeSpan.FromSeconds(1), 5), TimeSpan.FromSeconds(1), _evening);
                journal.Append(new BecameStandby(TimeSpan.FromSeconds(2), 6), TimeSpan.FromSeconds(2), _evening);
            }

            var path = Path.Combine(directory, "journal", files.Names()[0]);
            var bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(path, bytes[..^3]);
            var resumed = new JournalReader(files, Decider.Decide).Read(repair: true)!;

            Assert.Equal(5, resumed.State.Term);
            Assert.Equal(Role.Master, resumed.State.Role);
            Assert.Single(resumed.Notes);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private SiteJournal Begun()
    {
        var journal = SiteJournal.Open(_files, Resumed.Fresh(_beginning, _evening), _time);
        Assert.True(journal.WantsCheckpoint);
        journal.Begin(new Checkpoint(_beginning, Pages.Empty), TimeSpan.Zero, _evening);
        return journal;
    }

    private static void Append(SiteJournal journal, int second) =>
        journal.Append(new Woke(TimeSpan.FromSeconds(second)), TimeSpan.FromSeconds(second), _evening);

    private sealed class StoppedTime : TimeProvider
    {
        private long _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;
    }
}

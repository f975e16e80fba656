using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Peers.Processes;
using PowerController.Runtime.Following;
using PowerController.Runtime.History;
using PowerController.Runtime.History.Sqlite;
using PowerController.Runtime.Notifications;
using PowerController.Runtime.Notifications.Queueing;

namespace PowerController.Peers.Disks;

/// <summary>A disk that is really full, and has room again: history and messages go on in memory, and nothing is lost.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly string _disk = Directory.CreateTempSubdirectory("powercontroller-disk-").FullName;
    private bool _mounted;

    public async ValueTask InitializeAsync() =>
        _mounted = Environment.IsPrivilegedProcess && File.Exists("/bin/mount") && await PeerProcess.RunAsync("/bin/mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", _disk]) is "";

    public async ValueTask DisposeAsync()
    {
        if (_mounted)
            await PeerProcess.RunAsync("/bin/umount", [_disk]);
        Directory.Delete(_disk);
    }

    [Fact]
    public void History_OnAFullDisk_IsWrittenWhenThereIsRoomAgain()
    {
        Assert.SkipUnless(_mounted, "A small disk can be mounted by root on Linux only.");
        var clock = new SetClock(Start);
        var told = new List<string>();
        var queue = new HistoryQueue();
        var path = Path.Combine(_disk, "history.db");
        using var writer = new HistoryWriter(new FollowedSite(Start), queue, now => SqliteHistory.Open(path, HistorySettings.Usual, now), _ => null, (_, text) => told.Add(text), clock);
        queue.Put(Entry(1));
        writer.Step();
        Fill();
        for (var number = 2; number <= 200; number++)
            queue.Put(Entry(number));
        writer.Step();
        Assert.Contains("the disk is full", Assert.Single(told), StringComparison.Ordinal);

        File.Delete(Ballast);
        clock.Advance(TimeSpan.FromSeconds(11));
        writer.Step();

        Assert.Contains("written again", told[1], StringComparison.Ordinal);
        using var reader = SqliteHistoryReader.Open(path);
        Assert.Equal(Enumerable.Range(1, 200).Select(number => (long)number), reader.Entries(null, Start.AddDays(-1), Start.AddDays(1)).Select(entry => entry.Number));
    }

    [Fact]
    public void Queue_OnAFullDisk_WaitsInMemoryAndIsOnTheDiskWhenThereIsRoomAgain()
    {
        Assert.SkipUnless(_mounted, "A small disk can be mounted by root on Linux only.");
        var path = Path.Combine(_disk, "nms.queue");
        using (var spool = Spool.Open(path, new SetClock(Start)))
        {
            spool.Add([Notice(1)]);
            Fill();
            Assert.ThrowsAny<IOException>(() =>
            {
                for (var number = 2; number <= 200; number++)
                    spool.Add([Notice(number)]);
            });
            Assert.InRange(spool.Count, 2, 200);

            File.Delete(Ballast);
            spool.Add([Notice(500)]);
        }

        using var again = Spool.Open(path, new SetClock(Start));
        var numbers = again.Waiting().Select(waiting => waiting.Notice.Number).ToList();
        Assert.Equal((1, 500), (numbers[0], numbers[^1]));
        Assert.Equal(Enumerable.Range(1, numbers.Count - 1).Select(number => (long)number), numbers.SkipLast(1));
    }

    private string Ballast => Path.Combine(_disk, "ballast");

    private static DiaryEntry Entry(long number) => new(number, Start, DiaryKind.Power, Urgency.Warning, "UPS1", new string('x', 500));

    private static Notice Notice(long number) => Runtime.Notifications.Notice.Of(Entry(number), NoticeSort.SiteAlarm, []);

    private void Fill()
    {
        using var file = File.Create(Ballast);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}

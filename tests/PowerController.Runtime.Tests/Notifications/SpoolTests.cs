using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications.Queueing;

namespace PowerController.Runtime.Notifications;

public sealed class SpoolTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly SetClock _clock = new(SampleNotices.Start);

    private string Path => _scratch["nms.queue"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Spool_OpenedAgain_HasWhatWasNotDelivered()
    {
        using (var spool = Open())
        {
            spool.Add([SampleNotices.Notice(1), SampleNotices.Notice(2), SampleNotices.Notice(3)]);
            spool.Done([2]);
        }

        using var again = Open();
        Assert.Equal([1, 3], again.Waiting().Select(waiting => waiting.Notice.Number));
        var (first, read) = (SampleNotices.Notice(1), again.Waiting()[0].Notice);
        Assert.Equal(first with { Objects = [] }, read with { Objects = [] });
        Assert.Equal(first.Objects, read.Objects);
    }

    [Fact]
    public void Spool_CutAnywhere_LosesAtMostTheTornLine()
    {
        using (var spool = Open())
        {
            for (var number = 1; number <= 20; number++)
                spool.Add([SampleNotices.Notice(number, text: new string('x', number))]);
        }

        var whole = File.ReadAllBytes(Path);
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var cut = random.Next(whole.Length);
            File.WriteAllBytes(Path, whole[..cut]);
            using var spool = Open();
            var lines = whole.AsSpan(0, cut).Count((byte)'\n');
            Assert.InRange(spool.Count, lines, lines + 1);
            Assert.Equal(Enumerable.Range(1, spool.Count).Select(number => (long)number), spool.Waiting().Select(waiting => waiting.Notice.Number));
        }
    }

    [Fact]
    public void Spool_WithAnOctetChanged_LosesThatLineAlone()
    {
        using (var spool = Open())
            spool.Add([SampleNotices.Notice(1), SampleNotices.Notice(2), SampleNotices.Notice(3)]);
        var lines = File.ReadAllLines(Path);
        lines[1] = lines[1].Replace("battery", "bAttery", StringComparison.Ordinal);
        File.WriteAllLines(Path, lines);

        using var again = Open();
        Assert.Equal([1, 3], again.Waiting().Select(waiting => waiting.Notice.Number));
    }

    [Fact]
    public void Spool_ThatIsFull_GivesUpTheOldest()
    {
        using var spool = Open();
        spool.Add([.. Enumerable.Range(1, Limits.WaitingNotices + 7).Select(number => SampleNotices.Notice(number))]);

        Assert.Equal(Limits.WaitingNotices, spool.Count);
        Assert.Equal(8, spool.Waiting()[0].Notice.Number);
        Assert.Equal((7, 0), (spool.TakeLost(), spool.TakeLost()));
    }

    [Fact]
    public void Spool_OfManyDelivered_DoesNotGrow()
    {
        using var spool = Open();
        var longest = 0L;
        for (var number = 1; number <= 1_500; number++)
        {
            spool.Add([SampleNotices.Notice(number, text: new string('x', 8_000))]);
            spool.Done([number]);
            longest = Math.Max(longest, new FileInfo(Path).Length);
            if (number == 700)
                Assert.True(spool.Knows(700, SampleNotices.Start));
        }

        Assert.InRange(longest, 1, Limits.SpoolBytes + 20_000);
        using var again = Open();
        Assert.Equal(0, again.Count);
        Assert.True(again.Knows(1_500, SampleNotices.Start));
    }

    [Fact]
    public void Spool_KnowsWhatTheJournalTellsAgain_ButNotWhatAnotherJournalTells()
    {
        using (var spool = Open())
        {
            Assert.True(spool.IsNew);
            spool.Add([SampleNotices.Notice(50)]);
            spool.Done([1]);
        }

        using var again = Open();
        Assert.False(again.IsNew);
        Assert.True(again.Knows(50, SampleNotices.Start.AddSeconds(50)));
        Assert.True(again.Knows(49, SampleNotices.Start.AddSeconds(49)));
        Assert.False(again.Knows(51, SampleNotices.Start));
        Assert.False(again.Knows(1, SampleNotices.Start.AddDays(1)));
    }

    private Spool Open() => Spool.Open(Path, _clock);
}

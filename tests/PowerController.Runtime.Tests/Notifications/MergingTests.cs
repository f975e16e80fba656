using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications.Queueing;

namespace PowerController.Runtime.Notifications;

public sealed class MergingTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly SetClock _clock = new(SampleNotices.Start);
    private readonly List<WaitingNotice> _waiting = [];
    private readonly Merging _merging;

    public MergingTests() => _merging = new Merging(Window, _clock);

    [Fact]
    public void Storm_OfAlike_IsThreeAndOneWithACount()
    {
        for (var ups = 1; ups <= 400; ups++)
            Put(ups, $"UPS{ups}", $"UPS{ups} has been on battery for {ups} s");

        Assert.Equal([1, 2, 3], SendAll().Select(notice => notice.Number));
        Assert.Equal(397, _waiting.Count);
        _clock.Advance(Window);

        var merged = Assert.Single(SendAll());
        Assert.Equal(397, merged.Count);
        Assert.StartsWith("397 more like this, of UPS4, UPS5, ", merged.Text, StringComparison.Ordinal);
        Assert.Contains("UPS13 and 387 more: UPS400 has been", merged.Text, StringComparison.Ordinal);
        Assert.Equal(SampleNotices.Start.AddSeconds(400), merged.Until);
        Assert.Empty(_waiting);
    }

    [Fact]
    public void Others_DoNotWaitForAStorm()
    {
        for (var ups = 1; ups <= 10; ups++)
            Put(ups, $"UPS{ups}", "on battery");
        Put(11, "node1", "does not stop");

        Assert.Equal([1, 2, 3, 11], SendAll().Select(notice => notice.Number));
        Assert.InRange(_merging.Next(_waiting).Pause!.Value, TimeSpan.FromSeconds(29), Window);
    }

    [Fact]
    public void NextStorm_BeginsAgainByThemselves()
    {
        for (var ups = 1; ups <= 5; ups++)
            Put(ups, $"UPS{ups}", "on battery");
        SendAll();
        _clock.Advance(Window);
        SendAll();
        for (var ups = 6; ups <= 7; ups++)
            Put(ups, $"UPS{ups}", "on battery");

        Assert.Equal([6, 7], SendAll().Select(notice => notice.Number));
    }

    [Fact]
    public void NotDelivered_IsNextAgain()
    {
        Put(1, "UPS1", "on battery");
        Put(2, "UPS2", "on battery");

        Assert.Equal(1, _merging.Next(_waiting).Notice!.Number);
        Assert.Equal(1, _merging.Next(_waiting).Notice!.Number);
    }

    [Fact]
    public void ManyDifferentThings_AreBounded()
    {
        for (var number = 1; number <= 3 * Limits.AlikeGroups; number++)
            Put(number, "site", new string((char)('a' + (number % 26)), 1 + (number / 26)));

        Assert.Equal(3 * Limits.AlikeGroups, SendAll().Count);
    }

    [Theory]
    [InlineData("UPS12", "UPS12 is at 12.5 %", "UPS7", "UPS7 is at 3 %", true)]
    [InlineData("UPS12", "on battery", "UPS7", "on mains", false)]
    [InlineData("UPS12", "silent since 10:04:11", "UPS7", "silent since 9:59:01", true)]
    public void Alike_IsWhatDiffersInSubjectAndFigures(string subject, string text, string otherSubject, string otherText, bool alike) =>
        Assert.Equal(alike, Merging.KeyOf(SampleNotices.Notice(1, subject, text)) == Merging.KeyOf(SampleNotices.Notice(2, otherSubject, otherText)));

    private void Put(long number, string subject, string text) => _waiting.Add(new WaitingNotice(number, _clock.GetTimestamp(), SampleNotices.Notice(number, subject, text)));

    private List<Notice> SendAll()
    {
        var sent = new List<Notice>();
        while (_merging.Next(_waiting) is { Notice: { } notice } next)
        {
            sent.Add(notice);
            _waiting.RemoveAll(waiting => next.Sequences.Contains(waiting.Sequence));
            _merging.Delivered(next);
        }

        return sent;
    }
}

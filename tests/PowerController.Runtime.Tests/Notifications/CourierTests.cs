using PowerController.Model.Effects;
using PowerController.Runtime.Following;
using PowerController.Runtime.Notifications.Queueing;
using PowerController.Runtime.Notifications.Receivers;

namespace PowerController.Runtime.Notifications;

public sealed class CourierTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly SetClock _clock = new(SampleNotices.Start);
    private readonly List<string> _told = [];
    private readonly FakeReceiver _way = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Down_IsTriedWithLongerPausesAndToldOfOnce()
    {
        using var courier = Courier();
        courier.Spool.Add([SampleNotices.Notice(1), SampleNotices.Notice(2, text: "other")]);
        _way.Down = true;
        var pauses = new List<double>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var pause = (await courier.StepAsync(CancellationToken.None))!.Value;
            pauses.Add(pause.TotalSeconds);
            _clock.Advance(pause);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 120, 120, 120, 120, 120], pauses);
        Assert.Contains("'nms' cannot be reached: nobody there", Assert.Single(_told), StringComparison.Ordinal);

        _way.Down = false;
        Assert.Null(await courier.StepAsync(CancellationToken.None));
        Assert.Equal([1, 2], _way.Delivered.Select(notice => notice.Number));
        Assert.Contains("reached again", _told[1], StringComparison.Ordinal);
        Assert.Equal(0, courier.Spool.Count);
    }

    [Fact]
    public async Task Failing_InTheMiddle_KeepsTheOrder()
    {
        using var courier = Courier();
        courier.Spool.Add([.. Enumerable.Range(1, 20).Select(number => SampleNotices.Notice(number, text: new string('x', number)))]);
        for (var round = 0; round < 30; round++)
        {
            _way.FailAfter = round % 3;
            await courier.StepAsync(CancellationToken.None);
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long)number), _way.Delivered.Select(notice => notice.Number));
    }

    [Fact]
    public async Task Restarted_DeliversWhatWaited()
    {
        using (var courier = Courier())
        {
            courier.Spool.Add([SampleNotices.Notice(1), SampleNotices.Notice(2, text: "other")]);
            _way.FailAfter = 1;
            await courier.StepAsync(CancellationToken.None);
        }

        _way.FailAfter = int.MaxValue;
        using var again = Courier();
        await again.StepAsync(CancellationToken.None);

        Assert.Equal([1, 2], _way.Delivered.Select(notice => notice.Number));
    }

    [Fact]
    public async Task Started_DeliversWhatComesAndEnds()
    {
        using var courier = Courier();
        courier.Start();
        courier.Spool.Add([SampleNotices.Notice(1)]);
        courier.Wake();
        await _way.FirstDelivered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await courier.StopAsync();

        Assert.Equal(1, Assert.Single(_way.Delivered).Number);
    }

    private Courier Courier() => new(
        new ReceiverSettings("nms", new ToCommand("x", []), [], Urgency.Information), Spool.Open(_scratch["nms.queue"], _clock), _way, TimeSpan.FromSeconds(30), (_, text) => _told.Add(text), _clock);

    private sealed class FakeReceiver : IReceiver
    {
        public bool Down { get; set; }

        public int FailAfter { get; set; } = int.MaxValue;

        public List<Notice> Delivered { get; } = [];

        public TaskCompletionSource FirstDelivered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task DeliverAsync(Notice notice, CancellationToken cancellation)
        {
            if (Down || FailAfter-- <= 0)
                throw new IOException("nobody there");
            Delivered.Add(notice);
            FirstDelivered.TrySetResult();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}

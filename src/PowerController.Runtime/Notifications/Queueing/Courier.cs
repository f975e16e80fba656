using System.Globalization;
using PowerController.Model.Effects;
using PowerController.Runtime.Notifications.Receivers;

namespace PowerController.Runtime.Notifications.Queueing;

/// <summary>Brings one receiver what waits for it, in order, as often as it takes.</summary>
internal sealed class Courier(ReceiverSettings receiver, Spool spool, IReceiver way, TimeSpan mergeWindow, Action<Urgency, string> tell, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Merging _merging = new(mergeWindow, time);
    private Task _work = Task.CompletedTask;
    private int _failures;
    private long _failingSince;
    private bool _told;

    public ReceiverSettings Receiver => receiver;

    public Spool Spool => spool;

    public void Start() => _work = Task.Run(() => WorkAsync(_stop.Token));

    /// <summary>Something new waits.</summary>
    public void Wake()
    {
        try
        {
            if (_news.CurrentCount == 0)
                _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two woke it at once.
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public void Dispose()
    {
        _stop.Dispose();
        way.Dispose();
        spool.Dispose();
    }

    /// <summary>Sends what is due; how long nothing is due then, null until something comes.</summary>
    internal async Task<TimeSpan?> StepAsync(CancellationToken cancellation)
    {
        while (_merging.Next(spool.Waiting()) is var next)
        {
            if (next.Notice is not { } notice)
                return next.Pause;
            if (await WhyNotAsync(notice, cancellation) is { } why)
                return Failed(why);
            _merging.Delivered(next);
            Done(next);
            Succeeded();
        }

        return null;
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var pause = await StepAsync(stop);
                if (_failures > 0)
                {
                    // News do not make a receiver that is down come back.
                    await Task.Delay(pause ?? Limits.FirstRetry, time, stop);
                    continue;
                }

                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var news = _news.WaitAsync(waiting.Token);
                await Task.WhenAny(news, Task.Delay(pause ?? Timeout.InfiniteTimeSpan, time, waiting.Token));
                await waiting.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // What waits is on the disk.
        }
    }

    // Null when it was delivered.
    private async Task<string?> WhyNotAsync(Notice notice, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Limits.OneDelivery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await way.DeliverAsync(notice, either.Token);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it did not answer within {Limits.OneDelivery.TotalSeconds} s");
        }
        catch (Exception failure)
        {
            // Whatever a receiver does to its courier, it is a receiver that was not reached.
            return failure.Message;
        }
    }

    private void Done(NextNotice next)
    {
        try
        {
            spool.Done(next.Sequences);
        }
        catch (IOException)
        {
            // It was delivered; at worst it is delivered again after a restart.
        }
    }

    private TimeSpan Failed(string why)
    {
        if (_failures++ == 0)
            _failingSince = time.GetTimestamp();
        if (!_told && time.GetElapsedTime(_failingSince) >= Limits.TellOfReceiver)
        {
            _told = true;
            tell(Urgency.Warning, $"The receiver '{receiver.Name}' cannot be reached: {why}. What it has to know waits on disk and is sent until it is delivered.");
        }

        var retry = Limits.FirstRetry * Math.Pow(2, Math.Min(_failures - 1, 20));
        return retry < Limits.LastRetry ? retry : Limits.LastRetry;
    }

    private void Succeeded()
    {
        if (_told)
            tell(Urgency.Information, $"The receiver '{receiver.Name}' is reached again.");
        _told = false;
        _failures = 0;
        if (spool.TakeLost() is > 0 and var lost)
            tell(Urgency.Warning, string.Create(CultureInfo.InvariantCulture, $"{lost} messages for '{receiver.Name}' were given up: more waited for it than are kept."));
    }
}

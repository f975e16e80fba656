using System.Collections.Immutable;
using PowerController.Model.Effects;
using PowerController.Runtime.History.Samples;
using PowerController.Runtime.History.Sqlite;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.History;

/// <summary>Does what is due: takes the samples of a minute, writes what waits, packs hours. For one thread; <see cref="HistoryKeeper"/> has it.</summary>
/// <param name="open">Opens the store.</param>
/// <param name="setAside">Moves a damaged store away so that a new one can begin, and says where to; null where there is nothing to move.</param>
/// <param name="tell">Raises an alarm, or takes it back.</param>
internal sealed class HistoryWriter(
    ISnapshotSource site, HistoryQueue queue, Func<DateTimeOffset, IHistoryStore> open, Func<DateTimeOffset, string?> setAside,
    Action<Urgency, string> tell, TimeProvider time) : IDisposable
{
    private IHistoryStore? _store;
    private long _minute = long.MinValue;
    private long _tidied = long.MinValue;
    private long _version = -1;
    private string? _trouble;
    private DateTimeOffset? _lastSetAside;
    private long _triedAt;

    /// <summary>How long nothing is due, unless an entry comes.</summary>
    public TimeSpan Step()
    {
        var now = time.GetUtcNow();
        TakeSamples(now);
        var pause = HistoryTime.OfMinute(HistoryTime.Minute(now) + 1) - now;

        // A store that fails is not tried again with every entry of a night full of them.
        if (_trouble is not null && Limits.BetweenHistoryTries - time.GetElapsedTime(_triedAt) is var wait && wait > TimeSpan.Zero)
            return wait < pause ? wait : pause;
        _triedAt = time.GetTimestamp();
        try
        {
            WriteWhatWaits(now);
            if (_trouble is not null)
                tell(Urgency.Information, "The history is written again.");
            _trouble = null;
        }
        catch (Exception failure)
        {
            // The site is run with or without its history: whatever the store does ends here.
            _store?.Dispose();
            _store = null;
            Tell(failure, now);
        }

        if (queue.TakeLost() is > 0 and var lost)
            tell(Urgency.Warning, $"{lost} entries or minutes of the history were given up, because they could not be written in time.");
        return _trouble is null || pause < Limits.BetweenHistoryTries ? pause : Limits.BetweenHistoryTries;
    }

    public void Dispose()
    {
        _store?.Dispose();
        _store = null;
    }

    private void TakeSamples(DateTimeOffset now)
    {
        var minute = HistoryTime.Minute(now);
        if (minute == _minute)
            return;
        var snapshot = site.Current;

        // A loop that stands still knows nothing new: no sample is better than an old one.
        var samples = snapshot.Version == _version ? null : SampleOf(snapshot);

        // Right after the start nobody has answered yet; the next entry may come after the first answers.
        if (samples is { Samples.IsEmpty: true })
            return;
        (_minute, _version) = (minute, snapshot.Version);
        if (samples is not null)
            queue.Put(samples with { Minute = HistoryTime.OfMinute(minute) });
    }

    private static MinuteSamples SampleOf(SiteSnapshot snapshot)
    {
        var samples = ImmutableArray.CreateBuilder<(string, UpsSample)>(snapshot.Upses.Length);
        for (var at = 0; at < snapshot.Upses.Length; at++)
        {
            var figures = snapshot.Upses[at];
            if (figures.Last is { } reading && figures.HeardAt is { } heard && snapshot.Now - heard < Limits.OldestSample)
                samples.Add((snapshot.State.Topology.Upses[at].Ups.Name, UpsSample.Of(reading)));
        }

        return new MinuteSamples(snapshot.Wall, samples.DrainToImmutable());
    }

    private void WriteWhatWaits(DateTimeOffset now)
    {
        _store ??= open(now);
        var batch = queue.Look();
        if (!batch.IsEmpty)
        {
            _store.Write(batch);
            queue.Written(batch);
        }

        if (HistoryTime.Hour(now) == _tidied)
            return;
        _store.Tidy(now);
        _tidied = HistoryTime.Hour(now);
    }

    private void Tell(Exception failure, DateTimeOffset now)
    {
        if (IsDamage(failure) && (_lastSetAside is null || now - _lastSetAside > Limits.BetweenSettingAside))
        {
            _lastSetAside = now;
            if (TrySetAside(now) is { } place)
            {
                tell(Urgency.Alarm, $"The history's file is damaged. It was moved to {place}, and a new one begins; the site is run as before.");
                return;
            }
        }

        var reason = failure is SqliteFault fault ? fault.Reason : failure.Message;
        if (string.Equals(reason, _trouble, StringComparison.Ordinal))
            return;
        _trouble = reason;
        tell(Urgency.Alarm, $"The history cannot be written: {reason}. The site is run as before; what happens is kept in memory for a while and written when it can be.");
    }

    private static bool IsDamage(Exception failure) => failure is SqliteFault { IsCorrupt: true } or InvalidDataException;

    private string? TrySetAside(DateTimeOffset now)
    {
        try
        {
            return setAside(now);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

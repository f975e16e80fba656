using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PowerController.Decisions;
using PowerController.Devices.Drivers;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.Desk;

/// <summary>What the desk needs of the rest of the program.</summary>
public interface IDeskHelp
{
    /// <summary>The driver of a UPS that is reached from here; null when it is not.</summary>
    IUpsDriver? DriverOf(string ups);

    /// <summary>Reads the configuration again.</summary>
    Task<Answer> ReloadAsync(string who, string from, CancellationToken cancellation);
}

/// <summary>The desk of a running loop.</summary>
public sealed class OperatorDesk(SiteLoop loop, ISnapshotSource snapshots, DiaryReaders readers, IDeskHelp help) : IOperatorDesk
{
    public SiteSnapshot Current => snapshots.Current;

    public async Task<Answer> AskAsync(string who, string from, Request request, CancellationToken cancellation)
    {
        var answer = await loop.AskAsync(who, from, request).WaitAsync(cancellation).ConfigureAwait(false);
        // What the decision answers it audits itself.
        if (answer == SiteLoop.StandsBy)
            NoteTurnedAway(who, from, $"{request.GetType().Name}, as this control terminal stands by");
        return answer;
    }

    public async Task<Answer> CommandUpsAsync(string who, string from, UpsCommand command, CancellationToken cancellation)
    {
        var answer = help.DriverOf(command.Ups) is { } driver
            ? await UpsWork.DoAsync(Current, driver, command, cancellation).ConfigureAwait(false)
            : new Answer(false, $"{command.Ups} is not reached from this terminal.");
        loop.Tell(new Said(DiaryKind.Command, Urgency.Information, command.Ups, answer.Accepted ? answer.Text : $"refused: {answer.Text}", who, from));
        return answer;
    }

    public Task<Answer> ReloadAsync(string who, string from, CancellationToken cancellation) => help.ReloadAsync(who, from, cancellation);

    public void NoteTurnedAway(string who, string from, string what) =>
        loop.Tell(new Said(DiaryKind.Command, Urgency.Warning, loop.View.State.Topology.Site.Name, $"turned away: {what}", who, from));

    public async IAsyncEnumerable<DiaryEntry> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = readers.Open();
        var last = after;
        foreach (var entry in loop.View.Pages.Recent.Where(entry => entry.Number > after))
        {
            last = entry.Number;
            yield return entry;
        }

        await foreach (var entry in reader.Entries.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            // What came between the opening and the pages stands in both.
            if (entry.Number > last)
                yield return entry;
        }
    }
}

/// <summary>Hands new entries of the diary to who reads along.</summary>
public sealed class DiaryReaders : ITurnFollower
{
    private readonly Lock _gate = new();
    private readonly List<Reader> _readers = [];

    public Reader Open()
    {
        var reader = new Reader(this);
        lock (_gate)
            _readers.Add(reader);
        return reader;
    }

    public void Turned(PowerEvent happened, SiteState before, Decision decision, bool replayed)
    {
        // Entries are all that is read along.
    }

    public void Wrote(DiaryEntry entry)
    {
        lock (_gate)
        {
            foreach (var reader in _readers)
                reader.Channel.Writer.TryWrite(entry);
        }
    }

    /// <summary>One who reads along, until it is disposed.</summary>
    public sealed class Reader : IDisposable
    {
        private readonly DiaryReaders _of;

        internal Reader(DiaryReaders of) => _of = of;

        public ChannelReader<DiaryEntry> Entries => Channel.Reader;

        internal Channel<DiaryEntry> Channel { get; } =
            System.Threading.Channels.Channel.CreateBounded<DiaryEntry>(new BoundedChannelOptions(Limits.Following) { FullMode = BoundedChannelFullMode.DropOldest });

        public void Dispose()
        {
            lock (_of._gate)
                _of._readers.Remove(this);
        }
    }
}

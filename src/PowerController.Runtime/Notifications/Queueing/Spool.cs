using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PowerController.Runtime.Notifications.Queueing;

/// <summary>What one receiver has still to be told, on disk: a line for each notice, a line for those delivered. A line that a power cut has torn is
/// passed over, and whatever it said is told again by the journal, or delivered twice.</summary>
internal sealed class Spool : IDisposable
{
    private const char Put = 'N';
    private const char Delivered = 'D';

    /// <summary>The newest entry taken; kept when the file is written anew.</summary>
    private const char Mark = 'M';

    private const int SumLength = 8;

    /// <summary>Every write is whole already; a buffer would try once more when the disk is full and the file is closed.</summary>
    private const int Unbuffered = 0;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly SortedDictionary<long, WaitingNotice> _waiting = [];
    private FileStream? _file;
    private long _next = 1;
    private (long Number, DateTimeOffset Wall)? _newest;
    private long _lost;

    private Spool(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
    }

    public int Count
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    public static Spool Open(string path, TimeProvider time)
    {
        var spool = new Spool(path, time);
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
                spool.Take(line);
        }

        spool.WriteAnew();
        return spool;
    }

    /// <summary>True when the journal has told this entry before. A journal that begins anew counts from the beginning, but not in the past.</summary>
    public bool Knows(long number, DateTimeOffset wall)
    {
        lock (_lock)
            return _newest is { } newest && number <= newest.Number && wall <= newest.Wall;
    }

    /// <summary>True when nothing was ever taken: the receiver is new.</summary>
    public bool IsNew
    {
        get
        {
            lock (_lock)
                return _newest is null;
        }
    }

    /// <summary>What waits, oldest first.</summary>
    public List<WaitingNotice> Waiting()
    {
        lock (_lock)
            return [.. _waiting.Values];
    }

    /// <summary>How many were given up since the last time this was asked, because too many waited.</summary>
    public long TakeLost()
    {
        lock (_lock)
        {
            var lost = _lost;
            _lost = 0;
            return lost;
        }
    }

    /// <summary>Takes them; they are on the disk when this returns. Where the disk refuses they wait in memory all the same, and the failure is thrown.</summary>
    public void Add(IReadOnlyCollection<Notice> notices)
    {
        lock (_lock)
        {
            var text = new StringBuilder();
            var arrived = _time.GetTimestamp();
            foreach (var notice in notices)
            {
                _waiting[_next] = new WaitingNotice(_next, arrived, notice);
                Line(text, Put, $"{_next.ToString(CultureInfo.InvariantCulture)} {JsonSerializer.Serialize(notice, _json)}");
                _next++;
                Remember(notice);
            }

            while (_waiting.Count > Limits.WaitingNotices)
            {
                _waiting.Remove(_waiting.Keys.First());
                _lost++;
            }

            Write(text, toDisk: true);
        }
    }

    /// <summary>They need not be told again.</summary>
    public void Done(IReadOnlyCollection<long> sequences)
    {
        lock (_lock)
        {
            foreach (var sequence in sequences)
                _waiting.Remove(sequence);
            var text = new StringBuilder();
            Line(text, Delivered, string.Join(',', sequences.Select(sequence => sequence.ToString(CultureInfo.InvariantCulture))));

            // Lost with the power, this line costs a second delivery and nothing else: it need not wait for the disk.
            Write(text, toDisk: false);
            if (_file is { Length: > Limits.SpoolBytes })
                WriteAnew();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _file?.Dispose();
    }

    private void Write(StringBuilder text, bool toDisk)
    {
        if (_file is null)
        {
            // The disk has refused before: what waits is written whole.
            WriteAnew();
            return;
        }

        try
        {
            _file.Write(Encoding.UTF8.GetBytes(text.ToString()));
            _file.Flush(toDisk);
        }
        catch (IOException)
        {
            // What it could not write it is not asked to write again.
            var refused = _file;
            _file = null;
            refused.Dispose();
            throw;
        }
    }

    private void WriteAnew()
    {
        _file?.Dispose();
        _file = null;
        var text = new StringBuilder();
        if (_newest is { } newest)
            Line(text, Mark, $"{newest.Number.ToString(CultureInfo.InvariantCulture)} {newest.Wall.UtcTicks.ToString(CultureInfo.InvariantCulture)}");
        foreach (var waiting in _waiting.Values)
            Line(text, Put, $"{waiting.Sequence.ToString(CultureInfo.InvariantCulture)} {JsonSerializer.Serialize(waiting.Notice, _json)}");
        var beside = _path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.Read, Unbuffered))
        {
            file.Write(Encoding.UTF8.GetBytes(text.ToString()));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, _path, overwrite: true);
        _file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, Unbuffered);
    }

    private void Remember(Notice notice)
    {
        if (_newest is not { } newest || notice.Number > newest.Number || notice.Wall > newest.Wall)
            _newest = (notice.Number, notice.Wall);
    }

    private static void Line(StringBuilder to, char kind, string content) => to.Append(kind).Append(' ').Append(Sum(content)).Append(' ').Append(content).Append('\n');

    private static string Sum(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..SumLength];

    private void Take(string line)
    {
        if (line.Length < SumLength + 3 || line.Length > Limits.SpoolLine || !string.Equals(Sum(line[(SumLength + 3)..]), line.Substring(2, SumLength), StringComparison.Ordinal))
            return;
        var content = line[(SumLength + 3)..];
        switch (line[0])
        {
            case Put:
                TakeNotice(content);
                break;
            case Delivered:
                foreach (var sequence in content.Split(',', StringSplitOptions.RemoveEmptyEntries))
                    _waiting.Remove(long.Parse(sequence, CultureInfo.InvariantCulture));
                break;
            case Mark when content.Split(' ') is [var number, var ticks]:
                _newest = (long.Parse(number, CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero));
                break;
        }
    }

    private void TakeNotice(string content)
    {
        var space = content.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || JsonSerializer.Deserialize<Notice>(content[(space + 1)..], _json) is not { } notice)
            return;
        if (notice.Objects.IsDefault)
            notice = notice with { Objects = [] };
        var sequence = long.Parse(content[..space], CultureInfo.InvariantCulture);
        _waiting[sequence] = new WaitingNotice(sequence, _time.GetTimestamp(), notice);
        _next = Math.Max(_next, sequence + 1);
        Remember(notice);
        if (_waiting.Count > Limits.WaitingNotices)
            _waiting.Remove(_waiting.Keys.First());
    }
}

/// <summary>A notice that has not been delivered yet.</summary>
/// <param name="Sequence">Its place in the queue.</param>
/// <param name="ArrivedAt">On the monotonic clock.</param>
internal sealed record WaitingNotice(long Sequence, long ArrivedAt, Notice Notice);

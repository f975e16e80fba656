using PowerController.Model.Events;
using PowerController.Model.Readings;

namespace PowerController.Runtime.Readings;

/// <summary>
/// The newest of one UPS, between whoever reads it and the loop. Only the newest counts: what the loop had no time to take is written over, so a flood of
/// readings never grows.
/// </summary>
public sealed class UpsSlot(string name)
{
    private static readonly object[] _silences = [.. Enum.GetValues<SilenceKind>().Cast<object>()];

    private object? _news;
    private object? _taken;
    private long _heardAt;

    public string Name { get; } = name;

    /// <summary>Its last answer.</summary>
    public Reading? Last { get; private set; }

    /// <summary>Timestamp of the last answer.</summary>
    public long HeardAt => Volatile.Read(ref _heardAt);

    /// <summary>Where it is polled; empty when it is not polled from here.</summary>
    public string Address { get; set; } = "";

    public UpsIdentity? Identity { get; set; }

    /// <summary>True when the loop has to be told that something is here.</summary>
    internal bool Put(Reading reading, long heardAt)
    {
        Last = reading;
        Volatile.Write(ref _heardAt, heardAt);
        return Interlocked.Exchange(ref _news, reading) is null;
    }

    internal bool Put(SilenceKind silence) => Interlocked.Exchange(ref _news, _silences[(int)silence]) is null;

    /// <summary>A <see cref="Reading"/>, a <see cref="SilenceKind"/>, or nothing.</summary>
    internal object? Take()
    {
        var news = Interlocked.Exchange(ref _news, null);
        if (news is not null)
            Volatile.Write(ref _taken, news);
        return news;
    }

    /// <summary>It says what it said before; so it can wait a moment.</summary>
    internal bool IsQuiet(Reading reading) => ReferenceEquals(Volatile.Read(ref _taken), reading);

    internal bool IsQuiet(SilenceKind silence) => ReferenceEquals(Volatile.Read(ref _taken), _silences[(int)silence]);
}

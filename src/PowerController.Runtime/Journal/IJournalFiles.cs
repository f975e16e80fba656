namespace PowerController.Runtime.Journal;

/// <summary>The files of a journal. Whatever goes wrong is an <see cref="IOException"/> or an <see cref="UnauthorizedAccessException"/>.</summary>
public interface IJournalFiles
{
    /// <summary>The segments, oldest first.</summary>
    IReadOnlyList<string> Names();

    byte[] Read(string name);

    /// <summary>A new segment with its first bytes, whole or not at all: it is on the disk, under its name, when this returns.</summary>
    IJournalSegment Create(string name, ReadOnlySpan<byte> beginning);

    /// <summary>A segment that is there, to be gone on with after this many bytes; what is behind them goes.</summary>
    IJournalSegment Continue(string name, long length);

    /// <summary>Keeps the bytes behind this many of the segment under another name, for whoever wants to look into it. With 0 the whole segment goes.</summary>
    void SetAside(string name, long length);

    void Remove(string name);
}

/// <summary>A segment that is written.</summary>
public interface IJournalSegment : IDisposable
{
    long Length { get; }

    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Everything appended so far survives a loss of power when this returns.</summary>
    void Sync();
}

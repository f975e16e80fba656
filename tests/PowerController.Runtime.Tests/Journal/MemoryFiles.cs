using PowerController.Runtime.Journal;

namespace PowerController.Runtime.Tests.Journal;

/// <summary>A disk in memory, which can be full or broken.</summary>
internal sealed class MemoryFiles : IJournalFiles
{
    public SortedDictionary<string, List<byte>> Files { get; } = new(StringComparer.Ordinal);

    public List<string> Aside { get; } = [];

    public int Syncs { get; private set; }

    /// <summary>No room for more.</summary>
    public bool Full { get; set; }

    public IReadOnlyList<string> Names() => [.. Files.Keys];

    public byte[] Read(string name) => [.. Files[name]];

    public IJournalSegment Create(string name, ReadOnlySpan<byte> beginning)
    {
        Check();
        Files[name] = [.. beginning];
        return new Segment(this, Files[name]);
    }

    public IJournalSegment Continue(string name, long length)
    {
        Check();
        Files[name].RemoveRange((int)length, Files[name].Count - (int)length);
        return new Segment(this, Files[name]);
    }

    public void SetAside(string name, long length)
    {
        Aside.Add(name);
        if (length == 0)
            Files.Remove(name);
        else
            Files[name].RemoveRange((int)length, Files[name].Count - (int)length);
    }

    public void Remove(string name) => Files.Remove(name);

    private void Check()
    {
        if (Full)
            throw new IOException("No space left on device.");
    }

    private sealed class Segment(MemoryFiles disk, List<byte> bytes) : IJournalSegment
    {
        public long Length => bytes.Count;

        public void Append(ReadOnlySpan<byte> more)
        {
            // A full disk takes the first part.
            bytes.AddRange(disk.Full ? more[..(more.Length / 2)] : more);
            disk.Check();
        }

        public void Sync()
        {
            disk.Check();
            disk.Syncs++;
        }

        public void Dispose() => GC.KeepAlive(bytes);
    }
}

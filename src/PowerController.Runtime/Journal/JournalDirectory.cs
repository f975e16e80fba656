using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PowerController.Runtime.Journal;

/// <summary>A journal's files in a directory.</summary>
public sealed class JournalDirectory(string directory) : IJournalFiles
{
    private const string Ending = ".pcj";
    private const string Unfinished = ".new";
    private const string Aside = ".aside";

    public IReadOnlyList<string> Names() => Directory.Exists(directory)
        ? [.. Directory.GetFiles(directory, "*" + Ending).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    public byte[] Read(string name) => File.ReadAllBytes(At(name));

    public IJournalSegment Create(string name, ReadOnlySpan<byte> beginning)
    {
        Directory.CreateDirectory(directory);
        var unfinished = At(name + Unfinished);
        var segment = new Segment(File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete), 0);
        try
        {
            segment.Append(beginning);
            segment.Sync();
            File.Move(unfinished, At(name), overwrite: true);
            SyncDirectory();
            return segment;
        }
        catch
        {
            segment.Dispose();
            TryRemove(unfinished);
            throw;
        }
    }

    public IJournalSegment Continue(string name, long length)
    {
        var handle = File.OpenHandle(At(name), FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete);
        RandomAccess.SetLength(handle, length);
        return new Segment(handle, length);
    }

    public void SetAside(string name, long length)
    {
        var kept = At(name + Aside);
        if (length == 0)
        {
            File.Move(At(name), kept, overwrite: true);
        }
        else
        {
            File.WriteAllBytes(kept, File.ReadAllBytes(At(name)).AsSpan((int)length));
            using var cut = Continue(name, length);
            cut.Sync();
        }

        foreach (var old in Directory.GetFiles(directory, "*" + Aside).OrderDescending(StringComparer.Ordinal).Skip(Limits.SegmentsAside))
            File.Delete(old);
    }

    public void Remove(string name) => File.Delete(At(name));

    private string At(string name) => Path.Combine(directory, name);

    private static void TryRemove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // It is written over the next time.
        }
    }

    // A file's new name is only kept when the directory is.
    private void SyncDirectory()
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = LibC.Open(directory, 0);
        if (handle < 0)
            return;
        _ = LibC.Sync(handle);
        _ = LibC.Close(handle);
    }

    private sealed class Segment(SafeFileHandle handle, long length) : IJournalSegment
    {
        public long Length { get; private set; } = length;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            RandomAccess.Write(handle, bytes, Length);
            Length += bytes.Length;
        }

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }

    private static class LibC
    {
#pragma warning disable SYSLIB1054 // Three calls with a path and a number: generated marshalling would need unsafe code for the whole project.
        [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        public static extern int Open(string path, int flags);

        [DllImport("libc", EntryPoint = "fsync")]
        public static extern int Sync(int handle);

        [DllImport("libc", EntryPoint = "close")]
        public static extern int Close(int handle);
#pragma warning restore SYSLIB1054
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace PowerController.Hosts.Memory;

/// <summary>
/// A small record that is written often and must be on the disk each time: two places in one file take turns, so the last whole record is always there, and one
/// flush is enough. A file that is written anew and renamed needs several times as long, and orders wait for it.
/// </summary>
/// <remarks>A place is a number (8), a length (4), the record, and SHA-256 over all that. The greater number counts.</remarks>
public sealed partial class SlotFile : IDisposable
{
    private const int HeadBytes = 12;

    private readonly int _slotBytes;
    private readonly SafeFileHandle _file;
    private long _number;

    private SlotFile(SafeFileHandle file, int slotBytes) => (_file, _slotBytes) = (file, slotBytes);

    /// <summary>The last whole record when it was opened; null when there was none.</summary>
    public byte[]? Last { get; private set; }

    /// <summary>Opens the file, or makes it; null when it is there and holds no record at all although it was used.</summary>
    /// <exception cref="IOException">It cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be used.</exception>
    public static SlotFile? Open(string path, int bytesMax)
    {
        var slotBytes = (HeadBytes + bytesMax + SHA256.HashSizeInBytes + 4095) / 4096 * 4096;
        if (!File.Exists(path))
            StateFile.Write(path, new byte[2 * slotBytes]);
        var file = new SlotFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read), slotBytes);
        if (file.Find())
            return file;
        file.Dispose();
        return null;
    }

    /// <summary>On the disk when it returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> record)
    {
        var slot = new byte[HeadBytes + record.Length + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(slot, ++_number);
        BinaryPrimitives.WriteInt32BigEndian(slot.AsSpan(8), record.Length);
        record.CopyTo(slot.AsSpan(HeadBytes));
        SHA256.HashData(slot.AsSpan(0, HeadBytes + record.Length), slot.AsSpan(HeadBytes + record.Length));
        RandomAccess.Write(_file, slot, _number % 2 * _slotBytes);
        Flush();
    }

    public void Dispose() => _file.Dispose();

    private bool Find()
    {
        var content = new byte[2 * _slotBytes];
        var length = RandomAccess.Read(_file, content, 0);
        foreach (var at in new[] { 0, _slotBytes })
        {
            var slot = content.AsSpan(at, _slotBytes);
            var (number, size) = (BinaryPrimitives.ReadInt64BigEndian(slot), BinaryPrimitives.ReadInt32BigEndian(slot[8..]));
            if (number <= _number || size < 0 || size > _slotBytes - HeadBytes - SHA256.HashSizeInBytes)
                continue;
            if (!SHA256.HashData(slot[..(HeadBytes + size)]).AsSpan().SequenceEqual(slot.Slice(HeadBytes + size, SHA256.HashSizeInBytes)))
                continue;
            _number = number;
            Last = slot.Slice(HeadBytes, size).ToArray();
        }

        return Last is not null || (length == content.Length && !content.AsSpan().ContainsAnyExcept((byte)0));
    }

    private void Flush()
    {
        // Without the file's times, which nobody needs: that saves the journal of the file system a turn.
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(_file);
        else if (FlushData(_file) != 0)
            throw new IOException($"The disk did not take it: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(SafeFileHandle file);
}

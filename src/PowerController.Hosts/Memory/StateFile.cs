using System.Runtime.InteropServices;

namespace PowerController.Hosts.Memory;

/// <summary>A small file that is either the old one or the new one, whatever happens to the machine meanwhile.</summary>
public static partial class StateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>On the disk when it returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(fresh, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        if (!OperatingSystem.IsWindows())
            FlushName(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Null when there is none.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger than any such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static byte[]? Read(string path, int bytesMax)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > bytesMax)
            throw new IOException($"{path} has {file.Length} bytes, more than any file of its kind.");
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    /// <summary>Puts a damaged file aside, where a person can look at it; its new name.</summary>
    public static string SetAside(string path)
    {
        var aside = path + ".damaged";
        File.Move(path, aside, overwrite: true);
        return aside;
    }

    // The new name has to be on the disk too. A file system that cannot do this keeps its names in order by itself.
    private static void FlushName(string directory)
    {
        var handle = Open(directory, 0);
        if (handle < 0)
            return;
        _ = Sync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}

using System.Runtime.InteropServices;

namespace PowerController.Snmp.Transport;

/// <summary>The system calls of Linux that take many datagrams at a time.</summary>
internal static unsafe partial class LinuxDatagrams
{
    /// <summary>Wait for the first datagram, take what else is there.</summary>
    public const int WaitForOne = 0x10000;

    private const string C = "libc";

    /// <summary>True where these calls and this layout of their structures are known to be right.</summary>
    public static bool AreHere => OperatingSystem.IsLinux() && Environment.Is64BitProcess && BitConverter.IsLittleEndian && Exports.Value;

    private static readonly Lazy<bool> Exports = new(() =>
        NativeLibrary.TryLoad(C, typeof(LinuxDatagrams).Assembly, DllImportSearchPath.SafeDirectories, out nint library)
        && NativeLibrary.TryGetExport(library, "recvmmsg", out _) && NativeLibrary.TryGetExport(library, "sendmmsg", out _));

    [LibraryImport(C, EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int socket, Message* messages, uint count, int flags, void* timeout);

    [LibraryImport(C, EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int socket, Message* messages, uint count, int flags);

    [LibraryImport(C, EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int socket, int how);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Piece
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct mmsghdr: a struct msghdr and the length that was sent or received.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public byte* Name;
        public uint NameLength;
        public Piece* Pieces;
        public nuint PieceCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
        private readonly uint _endOfHeader;
        public uint Length;
        private readonly uint _endOfMessage;
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PowerController.Snmp.Agent;

/// <summary>
/// One IPv4 socket that answers for every address of the machine: the system tells which address was asked, and is told which address the
/// answer leaves from. The framework's sockets can do the first but not the second.
/// </summary>
internal sealed unsafe partial class ManyAddressPort : IDisposable
{
    private const int PacketInfo = 8;
    private const int ControlBytes = 32;

    private readonly Socket _socket;
    private readonly Func<IPAddress, IDatagramService?> _find;
    private readonly Thread _receiver;
    private volatile bool _closed;

    public ManyAddressPort(int port, Func<IPAddress, IDatagramService?> find)
    {
        _find = find;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = Limits.SocketBufferBytes;
            _socket.SendBufferSize = Limits.SocketBufferBytes;
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
            _socket.Bind(new IPEndPoint(IPAddress.Any, port));
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _receiver = new Thread(ReceiveUntilClosed) { IsBackground = true, Name = "snmp serve" };
        _receiver.Start();
    }

    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    public IPEndPoint LocalEndPoint { get; }

    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        // Closing a socket does not wake a thread that waits in it; a datagram does.
        using (Socket wake = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            wake.SendTo([], new IPEndPoint(IPAddress.Loopback, LocalEndPoint.Port));
        }

        _receiver.Join();
        _socket.Dispose();
    }

    private void ReceiveUntilClosed()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Limits.DatagramBytes, pinned: true);
        while (!_closed)
        {
            RawAddress source = default;
            int length = Receive(buffer, ref source, out uint asked);
            if (length <= 0 || _closed) continue;
            if (_find(new IPAddress(asked)) is not { } service) continue;
            try
            {
                service.Handle(buffer.AsSpan(0, length), new Peer(this, source, asked));
            }
            catch (Exception)
            {
                // The edge of the loop: a defect of one service must not end the serving of all others.
            }
        }
    }

    private int Receive(byte[] buffer, ref RawAddress source, out uint asked)
    {
        asked = 0;
        byte* control = stackalloc byte[ControlBytes];
        fixed (byte* octets = buffer)
        fixed (RawAddress* name = &source)
        {
            Part part = new() { Octets = octets, Length = (nuint)buffer.Length };
            Message message = new() { Name = name, NameLength = (uint)sizeof(RawAddress), Parts = &part, PartCount = 1, Control = control, ControlLength = ControlBytes };
            nint length = recvmsg(_socket.Handle, &message, 0);
            ControlHeader* header = (ControlHeader*)control;
            if (length < 0 || message.ControlLength < (nuint)sizeof(ControlHeader) || header->Type != PacketInfo) return -1;
            asked = header->SourceAddress;
            return (int)length;
        }
    }

    private void Send(ReadOnlySpan<byte> octets, RawAddress to, uint from)
    {
        ControlHeader control = new() { Length = (nuint)sizeof(ControlHeader) - 4, Level = 0, Type = PacketInfo, SourceAddress = from };
        fixed (byte* start = octets)
        {
            Part part = new() { Octets = start, Length = (nuint)octets.Length };
            Message message = new() { Name = &to, NameLength = (uint)sizeof(RawAddress), Parts = &part, PartCount = 1, Control = &control, ControlLength = (nuint)sizeof(ControlHeader) };
            // Lost when it cannot be sent, as any datagram may be.
            if (!_closed) _ = sendmsg(_socket.Handle, &message, 0);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recvmsg(nint socket, Message* message, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint sendmsg(nint socket, Message* message, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct Part
    {
        public byte* Octets;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public RawAddress* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>A control message with the kernel's packet information; its last four octets only pad it to eight.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ControlHeader
    {
        public nuint Length;
        public int Level;
        public int Type;
        public int Interface;
        public uint SourceAddress;
        public uint HeaderAddress;
        public uint Padding;
    }

    /// <summary>A socket address of IPv4 as the kernel has it: family, port and address in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct RawAddress
    {
        public ushort Family;
        public ushort Port;
        public uint Address;
        public ulong Zero;
    }

    private sealed class Peer(ManyAddressPort port, RawAddress source, uint asked) : DatagramPeer
    {
        public override IPEndPoint Remote => new(new IPAddress(source.Address), (ushort)IPAddress.NetworkToHostOrder((short)source.Port));

        public override void Send(ReadOnlySpan<byte> octets) => port.Send(octets, source, asked);
    }
}

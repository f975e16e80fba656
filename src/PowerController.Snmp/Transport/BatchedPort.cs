using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using static PowerController.Snmp.Transport.LinuxDatagrams;

namespace PowerController.Snmp.Transport;

/// <summary>A port that sends and receives up to 64 datagrams with one system call.</summary>
internal sealed unsafe class BatchedPort : DatagramPort
{
    private const int Batch = 64;

    // What is larger goes alone; requests are at most one Ethernet frame by default.
    private const int SendSlotBytes = 2048;

    // Only the pages a datagram touches take memory.
    private const int ReceiveSlotBytes = 65536;
    private const int NameBytes = 32;
    private const int ShutdownBoth = 2;

    private readonly Socket _socket;
    private readonly int _handle;
    private readonly byte[] _sendBuffer = GC.AllocateUninitializedArray<byte>(Limits.DatagramBytes, pinned: true);
    private readonly byte* _memory;
    private readonly byte* _sendSlots;
    private readonly byte* _receiveSlots;
    private readonly byte* _sendNames;
    private readonly byte* _receiveNames;
    private readonly Message* _sending;
    private readonly Message* _receiving;
    private readonly int[] _sendingIds = new int[Batch];
    private int _waiting;
    private volatile bool _closed;

    public BatchedPort(IPEndPoint local)
    {
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = Limits.SocketBufferBytes;
            _socket.SendBufferSize = Limits.SocketBufferBytes;
            _socket.Bind(local);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        _handle = (int)_socket.Handle;
        int headers = Batch * (sizeof(Message) + sizeof(Piece) + NameBytes) * 2;
        _memory = (byte*)NativeMemory.Alloc((nuint)(headers + (Batch * (SendSlotBytes + ReceiveSlotBytes))));
        NativeMemory.Clear(_memory, (nuint)headers);
        byte* at = _memory;
        _sending = (Message*)at;
        _receiving = _sending + Batch;
        Piece* pieces = (Piece*)(_receiving + Batch);
        _sendNames = (byte*)(pieces + (2 * Batch));
        _receiveNames = _sendNames + (Batch * NameBytes);
        _sendSlots = _receiveNames + (Batch * NameBytes);
        _receiveSlots = _sendSlots + (Batch * SendSlotBytes);
        for (int i = 0; i < Batch; i++)
        {
            Prepare(_sending + i, pieces + i, _sendNames + (i * NameBytes), _sendSlots + (i * SendSlotBytes), SendSlotBytes);
            Prepare(_receiving + i, pieces + Batch + i, _receiveNames + (i * NameBytes), _receiveSlots + (i * ReceiveSlotBytes), ReceiveSlotBytes);
        }
    }

    public override string Kind => "mmsg";

    public override IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public override Span<byte> SendBuffer => _sendBuffer;

    public override int Unsent => _waiting;

    public override void Send(int length, SocketAddress to, int requestId)
    {
        ReadOnlySpan<byte> octets = _sendBuffer.AsSpan(_sendBuffer.Length - length);
        if (length > SendSlotBytes)
        {
            SendAlone(octets, to, requestId);
            return;
        }

        int i = _waiting++;
        octets.CopyTo(new Span<byte>(_sendSlots + (i * SendSlotBytes), SendSlotBytes));
        ReadOnlySpan<byte> name = to.Buffer.Span[..to.Size];
        name.CopyTo(new Span<byte>(_sendNames + (i * NameBytes), NameBytes));
        _sending[i].NameLength = (uint)name.Length;
        _sending[i].Pieces->Length = (nuint)length;
        _sendingIds[i] = requestId;
        if (_waiting == Batch) Flush();
    }

    public override void Flush()
    {
        int from = 0;
        while (from < _waiting && !_closed)
        {
            int sent = SendMany(_handle, _sending + from, (uint)(_waiting - from), 0);
            if (sent > 0)
            {
                from += sent;
                continue;
            }

            if (Marshal.GetLastPInvokeError() == Interrupted) continue;

            // The first one was refused (no route, for instance); the others may still go.
            if (Refused.Count < Limits.InFlight) Refused.Add(_sendingIds[from]);
            from++;
        }

        _waiting = 0;
    }

    public override int Receive()
    {
        if (_closed) return -1;
        int count = ReceiveMany(_handle, _receiving, Batch, WaitForOne, null);
        return _closed ? -1 : Math.Max(count, 0);
    }

    public override Span<byte> Datagram(int index) => new(_receiveSlots + (index * ReceiveSlotBytes), (int)_receiving[index].Length);

    public override ReadOnlySpan<byte> Source(int index) => new(_receiveNames + (index * NameBytes), NameBytes);

    public override void Dispose()
    {
        _closed = true;

        // Wakes the receiving thread; closing alone would leave it waiting.
        _ = Shutdown(_handle, ShutdownBoth);
    }

    /// <summary>Frees the memory once the receiving thread has ended.</summary>
    public override void Release()
    {
        _socket.Dispose();
        NativeMemory.Free(_memory);
    }

    private const int Interrupted = 4;

    private static void Prepare(Message* message, Piece* piece, byte* name, byte* slot, int slotBytes)
    {
        piece->Base = slot;
        piece->Length = (nuint)slotBytes;
        message->Name = name;
        message->NameLength = NameBytes;
        message->Pieces = piece;
        message->PieceCount = 1;
    }

    private void SendAlone(ReadOnlySpan<byte> octets, SocketAddress to, int requestId)
    {
        try
        {
            _socket.SendTo(octets, SocketFlags.None, to);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            if (Refused.Count < Limits.InFlight) Refused.Add(requestId);
        }
    }
}

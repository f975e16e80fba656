using System.Diagnostics;
using System.Net;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Ber;
using PowerController.Snmp.Messages;
using PowerController.Snmp.Notifications;

namespace PowerController.Snmp.Fuzzing;

/// <summary>
/// An agent and a listener that are given broken messages: nothing may be thrown, an answer must be a message and within its size, and neither time nor
/// memory may run away.
/// </summary>
internal sealed class FuzzTargets
{
    // A message of at most some thousand octets: what it makes may be a hundred times that, not more.
    private const long BytesMax = 2_000_000;

    private static readonly MibLayout<FuzzTargets> Layout = new(
        from table in Enumerable.Range(0, 8)
        from row in Enumerable.Range(0, 3)
        select new MibObject<FuzzTargets>(
            Oid.Of(1, 3, 6, 1, 4, 1, 99999, 1, (uint)table, (uint)row),
            t => t._values[table][row],
            (_, v) => v.Type == SnmpType.Null ? SnmpErrorStatus.WrongType : SnmpErrorStatus.NoError,
            (t, v) =>
            {
                t._values[table][row] = v;
                return table == 7 ? SnmpErrorStatus.ResourceUnavailable : SnmpErrorStatus.NoError;
            }));

    private readonly SnmpValue[][] _values = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 3).Select(i => SnmpValue.Integer32(i)).ToArray())];
    private readonly SnmpAgent _agent;
    private readonly NotificationListener _listener;
    private readonly byte[] _buffer = new byte[Limits.DatagramBytes];
    private readonly KeptPeer _peer = new();

    public FuzzTargets()
    {
        AgentUser user = new(MessageMutator.Account, AgentRights.Write) { LevelMin = Security.UsmLevel.NoAuthNoPriv };
        _agent = new SnmpAgent(Layout.Of(this), new AgentOptions { Communities = [new("fuzzed", AgentRights.Write)], Users = [user], Engine = new SnmpEngine(MessageMutator.Engine) });
        _listener = new NotificationListener(new ListenerOptions { Communities = [new("fuzzed")], Users = [user], Engine = new SnmpEngine(MessageMutator.Engine) }, _ => { });
    }

    public AgentCounters Agent => _agent.Counters;

    public ListenerCounters Listener => _listener.Counters;

    public TimeSpan Slowest { get; private set; }

    public long LargestAllocation { get; private set; }

    /// <summary>Gives both a message; says what is wrong with what they did, null when nothing is.</summary>
    public string? Try(byte[] message)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        int length;
        byte[] copy = [.. message];
        try
        {
            length = _agent.Answer(message, _buffer);
            _listener.Handle(message, _peer);
        }
        catch (Exception fault)
        {
            // Whatever it is, it must not come out of them: that is what is looked for.
            return fault.ToString();
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Slowest = took > Slowest ? took : Slowest;
        LargestAllocation = Math.Max(LargestAllocation, allocated);
        if (!copy.AsSpan().SequenceEqual(message)) return "The message was written to.";
        if (allocated > BytesMax) return $"{allocated} bytes were allocated.";
        if (length > Limits.ResponseBytes) return $"The answer has {length} octets.";
        if (length > 0 && !IsMessage(_buffer.AsSpan(_buffer.Length - length))) return $"The answer is no message: {Convert.ToHexString(_buffer.AsSpan(_buffer.Length - length))}";
        return _peer.Last is { } sent && !IsMessage(sent) ? $"The acknowledgement is no message: {Convert.ToHexString(sent)}" : null;
    }

    private static bool IsMessage(ReadOnlySpan<byte> octets)
    {
        if (MessageView.Read(octets, out MessageView message) != BerFault.None) return false;
        if (message.Version == SnmpVersion.V3) return V3View.Read(octets, message, out _) == BerFault.None;
        return PduView.Read(message.Pdu, out PduView pdu) == BerFault.None && new VarBindTable().Read(pdu.VarBindList) == BerFault.None;
    }

    private sealed class KeptPeer : DatagramPeer
    {
        public override IPEndPoint Remote { get; } = new(IPAddress.Loopback, 40000);

        public byte[]? Last { get; private set; }

        public override void Send(ReadOnlySpan<byte> octets) => Last = octets.ToArray();
    }
}

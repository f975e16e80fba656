using System.Net.Sockets;
using PowerController.Snmp.Agent;

namespace PowerController.Simulator.Cards;

/// <summary>An agent behind a bad line: passes its answers on as the faults want it. With no fault it is as if it were not there.</summary>
public sealed class FaultyAnswers(SnmpAgent agent, TimeProvider? time = null) : IDatagramService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly HashSet<ITimer> _late = [];
    private CardFaults _faults = CardFaults.None;
    private Socket? _elsewhere;
    private int _asked;
    private bool _closed;

    /// <summary>What is wrong.</summary>
    public CardFaults Faults
    {
        get => _faults;
        set
        {
            _faults = value;
            agent.Twist = new AgentTwist(value.Error, value.WrongRequestId ? 1 : 0);
        }
    }

    /// <inheritdoc/>
    public void Handle(ReadOnlySpan<byte> datagram, DatagramPeer peer)
    {
        CardFaults faults = _faults;
        if (faults == CardFaults.None)
        {
            agent.Handle(datagram, peer);
            return;
        }

        int asked = Interlocked.Increment(ref _asked);
        if (faults.Silent || (faults.LosesEvery > 0 && asked % faults.LosesEvery == 0)) return;
        byte[] buffer = new byte[Snmp.Limits.DatagramBytes];
        int length = agent.Answer(datagram, buffer);
        if (length == 0) return;
        byte[] answer = Spoil(faults, buffer.AsSpan(buffer.Length - length));
        if (faults.Delay > TimeSpan.Zero) SendLater(faults, answer, peer);
        else Send(faults, answer, peer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (ITimer timer in _late) timer.Dispose();
            _late.Clear();
            _elsewhere?.Dispose();
        }
    }

    private static byte[] Spoil(CardFaults faults, Span<byte> answer)
    {
        byte[] spoilt = answer[..(faults.Truncated ? answer.Length / 2 : answer.Length)].ToArray();
        if (!faults.Garbage) return spoilt;
        // The same garbage on every run: a plain multiplicative sequence.
        uint state = 2463534242;
        for (int i = 0; i < spoilt.Length; i++) spoilt[i] = (byte)((state = (state * 1664525) + 1013904223) >> 24);
        return spoilt;
    }

    private void SendLater(CardFaults faults, byte[] answer, DatagramPeer peer)
    {
        lock (_gate)
        {
            if (_closed || _late.Count >= Limits.DelayedAnswers) return;
            ITimer? timer = null;
            timer = _time.CreateTimer(_ => End(timer!, faults, answer, peer), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _late.Add(timer);
            timer.Change(faults.Delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void End(ITimer timer, CardFaults faults, byte[] answer, DatagramPeer peer)
    {
        lock (_gate)
        {
            if (!_late.Remove(timer)) return;
            timer.Dispose();
        }

        Send(faults, answer, peer);
    }

    private void Send(CardFaults faults, byte[] answer, DatagramPeer peer)
    {
        for (int i = 0; i <= faults.Duplicates; i++)
        {
            if (faults.WrongSource) SendFromElsewhere(answer, peer);
            else peer.Send(answer);
        }
    }

    private void SendFromElsewhere(byte[] answer, DatagramPeer peer)
    {
        lock (_gate)
        {
            if (_closed) return;
            _elsewhere ??= new Socket(peer.Remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                _elsewhere.SendTo(answer, peer.Remote);
            }
            catch (SocketException)
            {
                // Lost, as any datagram may be.
            }
        }
    }
}

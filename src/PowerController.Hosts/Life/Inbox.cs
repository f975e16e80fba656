using PowerController.Coordination.Membership;
using PowerController.Coordination.Stations;
using PowerController.Model;

namespace PowerController.Hosts.Life;

/// <summary>What waits for the station. Inputs are never dropped; datagrams are, when too many wait: whoever said it says it again.</summary>
internal sealed class Inbox
{
    private readonly object _gate = new();
    private readonly Queue<HostInput> _inputs = new();
    private readonly Queue<(NetAddress From, byte[] Bytes)> _datagrams = new();
    private readonly Queue<HostFact> _facts = new();
    private bool _isWoken;
    private long _crowdedOut;

    /// <summary>Datagrams of ours that were dropped because too many waited.</summary>
    public long CrowdedOut => Interlocked.Read(ref _crowdedOut);

    /// <param name="input">Its time is set when it is taken.</param>
    public void Put(HostInput input)
    {
        lock (_gate)
        {
            Require.That(_inputs.Count < Limits.InputsWaiting, "The station keeps up with what its host tells it.");
            _inputs.Enqueue(input);
            WakeInside();
        }
    }

    public void Put(NetAddress from, ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            if (_datagrams.Count >= Limits.DatagramsWaiting)
            {
                _crowdedOut++;
                return;
            }

            _datagrams.Enqueue((from, datagram.ToArray()));
            WakeInside();
        }
    }

    /// <summary>What the edge itself has found out.</summary>
    public void Put(HostFact fact)
    {
        lock (_gate)
        {
            if (_facts.Count < Limits.FactsWaiting)
                _facts.Enqueue(fact);
            WakeInside();
        }
    }

    public HostFact? TakeFact()
    {
        lock (_gate)
            return _facts.TryDequeue(out var fact) ? fact : null;
    }

    public HostInput? TakeInput()
    {
        lock (_gate)
            return _inputs.TryDequeue(out var input) ? input : null;
    }

    public bool TryTakeDatagram(out (NetAddress From, byte[] Bytes) datagram)
    {
        lock (_gate)
            return _datagrams.TryDequeue(out datagram);
    }

    public void Wake()
    {
        lock (_gate)
            WakeInside();
    }

    /// <summary>Until something is put in, somebody wakes it, or the time is over.</summary>
    public void Wait(TimeSpan atMost)
    {
        lock (_gate)
        {
            if (!_isWoken && atMost > TimeSpan.Zero)
                Monitor.Wait(_gate, atMost);
            _isWoken = false;
        }
    }

    private void WakeInside()
    {
        if (_isWoken)
            return;
        _isWoken = true;
        Monitor.Pulse(_gate);
    }
}

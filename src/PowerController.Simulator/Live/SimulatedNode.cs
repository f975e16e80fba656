using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;
using PowerController.Hosts.Life;
using PowerController.Model.Sites;

namespace PowerController.Simulator.Live;

/// <summary>What a machine without agent does: its power supply, its firmware, its operating system.</summary>
public enum MachineState
{
    Off,
    Booting,
    Running,
    Stopping,

    /// <summary>Its system has stopped; it has power and waits for somebody to start it.</summary>
    Halted,
}

/// <summary>
/// A server that does not exist. Its agent's rules and its coordination are the real ones: they speak by real datagrams on loopback. Only what they command
/// is played: a cluster that takes a while to stop, a system that takes a while to go down and to boot.
/// </summary>
public sealed class SimulatedNode : IDisposable
{
    private static readonly TimeSpan _boot = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan _clusterStart = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _clusterStop = TimeSpan.FromSeconds(35);

    private readonly Lock _gate = new();
    private readonly Node _node;
    private readonly HostPlan _plan;
    private readonly SimulatedCluster? _cluster;
    private readonly TimeProvider _time;
    private readonly NodeDuties _duties;
    private AgentOnNode? _agent;
    private long _until;
    private bool _reboots;
    private bool _lostInput;
    private int _starts;

    internal SimulatedNode(Node node, HostPlan plan, SimulatedCluster? cluster, string? clusterName, TimeProvider time)
    {
        (_node, _plan, _cluster, _time) = (node, plan, cluster, time);
        var played = CommandLine.Of("played");
        _duties = new NodeDuties(node.Name, clusterName, clusterName is null ? [] : [played], false, clusterName is not null, [played], [played], [], [], [], [], [], []);
    }

    public string Name => _node.Name;

    /// <summary>Sees each order that its agent gets.</summary>
    public Action<string, Model.Effects.Effect>? OnObeyed { get; init; }

    public Supply Supply => _node.Supply;

    public MachineState Machine { get; private set; } = MachineState.Off;

    /// <summary>Something on it answers a probe.</summary>
    public bool Answers => Machine is MachineState.Running or MachineState.Stopping;

    public bool Draws => Machine is not (MachineState.Off or MachineState.Halted);

    /// <summary>The machine runs from the beginning, as it has for weeks.</summary>
    public string? PowerOn()
    {
        lock (_gate)
            return StartSystem();
    }

    /// <summary>Somebody presses its button, by a magic packet say.</summary>
    public void Press()
    {
        lock (_gate)
        {
            if (Machine is MachineState.Halted or MachineState.Off && !_lostInput)
                Enter(MachineState.Booting, _boot);
        }
    }

    /// <summary>Time has passed, and its input is so.</summary>
    public void Tick(bool input)
    {
        lock (_gate)
        {
            if (!input)
            {
                if (Machine != MachineState.Off)
                    EndSystem();
                Machine = MachineState.Off;
                _lostInput = true;
                return;
            }

            // "Power on after a loss of AC" stands in its firmware.
            if (_lostInput)
            {
                _lostInput = false;
                Enter(MachineState.Booting, _boot);
            }

            if (_time.GetTimestamp() < _until)
                return;
            if (Machine == MachineState.Booting)
                StartSystem();
            else if (Machine == MachineState.Stopping)
                StopIsOver();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            EndSystem();
    }

    private void Enter(MachineState state, TimeSpan time)
    {
        Machine = state;
        _until = _time.GetTimestamp() + (long)(time.TotalSeconds * _time.TimestampFrequency);
    }

    private string? StartSystem()
    {
        _starts++;
        var opened = (_plan with { SystemIdentity = FormattableString.Invariant($"start {_starts}") }).Open(new HostClock(_time, TimeSpan.Zero));
        if (opened.Host is not { } host)
        {
            // Tried again with the next tick: a port that is still held comes free.
            Enter(MachineState.Booting, _clusterStart);
            return opened.Problem;
        }

        Enter(MachineState.Running, TimeSpan.Zero);
        _agent = new AgentOnNode(_duties, host, _cluster, new PlayedTimes(_clusterStart, _clusterStop), reboots =>
        {
            lock (_gate)
            {
                if (Machine != MachineState.Running)
                    return;
                _reboots = reboots;
                Enter(MachineState.Stopping, _node.OsStopTime * 0.6);
            }
        })
        {
            OnObeyed = OnObeyed,
        };
        _agent.Begin(_starts > 1);
        return null;
    }

    private void StopIsOver()
    {
        EndSystem();
        if (_reboots)
            Enter(MachineState.Booting, _boot);
        else
            Machine = MachineState.Halted;
    }

    private void EndSystem()
    {
        _cluster?.Leave(_node.Name);
        var agent = _agent;
        _agent = null;
        agent?.Dispose();
    }
}

/// <summary>How long what an agent commands takes.</summary>
internal sealed record PlayedTimes(TimeSpan ClusterStart, TimeSpan ClusterStop);

using System.Net;
using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Notifications;

namespace PowerController.Simulator.Cards;

/// <summary>
/// A UPS with an SNMP card in it: physics, the objects of a vendor, traps, and faults. It answers datagrams wherever it is served; its time is that
/// of the time provider. Safe for several threads.
/// </summary>
public sealed class SimulatedCard : IDatagramService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly CardOptions _options;
    private readonly TimeProvider _time;
    private readonly CardState _state;
    private readonly SnmpEngine _engine;
    private readonly SnmpAgent _agent;
    private readonly FaultyAnswers _answers;
    private readonly NotificationSender? _sender;
    private long _advancedTo;
    private TimeSpan? _darkUntil;

    /// <summary>A card of a vendor in a UPS.</summary>
    public SimulatedCard(CardProfile profile, UpsPhysics? physics = null, CardOptions? options = null, TimeProvider? time = null)
    {
        Profile = profile;
        _options = options ?? new CardOptions();
        _time = time ?? TimeProvider.System;
        _state = new CardState(physics ?? new UpsPhysics(), _options.Identity);
        _engine = new SnmpEngine(SnmpEngine.IdFrom(_options.EngineText ?? _options.Identity.Serial), _state.Boots, _time);
        _agent = new SnmpAgent(profile.Layout.Of(_state), new AgentOptions { Communities = _options.Communities, Users = _options.Users, Engine = _engine, MessageBytesMax = _options.MessageBytesMax });
        _answers = new FaultyAnswers(_agent, _time);
        if (!_options.Receivers.IsEmpty) _sender = new NotificationSender(_options.TrapsFrom, _engine, _time);
        _advancedTo = _time.GetTimestamp();
    }

    /// <summary>The vendor.</summary>
    public CardProfile Profile { get; }

    /// <summary>What is wrong with its answers.</summary>
    public CardFaults Faults
    {
        get => _answers.Faults;
        set => _answers.Faults = value;
    }

    /// <summary>What its agent saw.</summary>
    public AgentCounters Counters => _agent.Counters;

    /// <summary>True while it has no power or starts.</summary>
    public bool IsDark
    {
        get
        {
            lock (_gate)
            {
                AdvanceLocked();
                return IsDarkLocked;
            }
        }
    }

    private bool IsDarkLocked => _state.Physics.Dead || _darkUntil is not null;

    /// <summary>Does something to the UPS or the card, at this moment.</summary>
    public void Do(Action<CardState> act)
    {
        lock (_gate)
        {
            AdvanceLocked();
            bool wasDead = _state.Physics.Dead;
            act(_state);
            if (wasDead && !_state.Physics.Dead) RestartLocked();
            SendTrapsLocked();
        }
    }

    /// <summary>Looks at the UPS or the card, at this moment.</summary>
    public T Look<T>(Func<CardState, T> look)
    {
        lock (_gate)
        {
            AdvanceLocked();
            return look(_state);
        }
    }

    /// <summary>Lets the UPS catch up with the time; traps go out. Done by itself with every request.</summary>
    public void Advance()
    {
        lock (_gate) AdvanceLocked();
    }

    /// <summary>The card restarts: silent for a while, with a new count of boots, without the countdowns it kept. The UPS goes on.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            AdvanceLocked();
            RestartLocked();
        }
    }

    /// <inheritdoc/>
    public void Handle(ReadOnlySpan<byte> datagram, DatagramPeer peer)
    {
        lock (_gate)
        {
            AdvanceLocked();
            if (IsDarkLocked) return;
            _answers.Handle(datagram, peer);
            // What was ordered may have happened at once.
            SendTrapsLocked();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _answers.Dispose();
        _sender?.Dispose();
    }

    private void AdvanceLocked()
    {
        long now = _time.GetTimestamp();
        TimeSpan behind = _time.GetElapsedTime(_advancedTo, now);
        _advancedTo = now;
        while (behind > TimeSpan.Zero)
        {
            // Traps go out at their time, or nearly so, even when a test lets hours go by at once.
            TimeSpan step = behind < Limits.TrapStep ? behind : Limits.TrapStep;
            _state.Physics.Advance(step);
            behind -= step;
            if (_darkUntil is { } until && _state.Physics.Elapsed >= until)
            {
                _darkUntil = null;
                SendLocked(new CardTrap(TrapOids.ColdStart));
            }

            SendTrapsLocked();
        }
    }

    private void RestartLocked()
    {
        _state.Restart(Profile.ForgetsCountdowns);
        _engine.Restart();
        _darkUntil = _state.Physics.Elapsed + _options.StartTime;
        if (_options.StartTime <= TimeSpan.Zero) _darkUntil = null;
    }

    private void SendTrapsLocked()
    {
        IReadOnlyList<UpsTransition> transitions = _state.Physics.TakeTransitions();
        // A card without power sees nothing, and tells nothing afterwards of what it has not seen.
        if (IsDarkLocked) return;
        foreach (CardTrap trap in Profile.TrapsFor(_state, transitions)) SendLocked(trap);
    }

    private void SendLocked(CardTrap trap)
    {
        OutgoingNotification notification = new(trap.Name, _state.UpTime, [.. trap.VarBinds]) { Sender = Profile.Kind, AgentAddress = _options.TrapsFrom };
        _options.OnTrap?.Invoke(notification);
        foreach (TrapReceiver receiver in _options.Receivers)
        {
            // An inform is repeated by itself; a card does not wait for its end.
            if (receiver.WantsInforms) _ = _sender!.InformAsync(receiver.Target, notification);
            else _sender!.TrySend(receiver.Target, notification);
        }
    }
}

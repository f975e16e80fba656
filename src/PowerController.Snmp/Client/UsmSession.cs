using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Client;

/// <summary>What a client knows about the engine of one v3 target: its identity, our keys there, its clock. Under the lane's lock.</summary>
internal sealed class UsmSession
{
    private int _time;
    private long _syncedAt;

    /// <summary>None until the engine was asked.</summary>
    public EngineId Engine { get; private set; }

    public UsmKeys? Keys { get; private set; }

    public int Boots { get; private set; }

    /// <summary>True once the engine has answered our user, so that the keys are known to be right.</summary>
    public bool Answered { get; set; }

    /// <summary>Another engine answers there. Its clock is believed for a start; when it is wrong, the engine says so with a signature.</summary>
    public void Adopt(EngineId engine, UsmKeys keys, int boots, int time, long now)
    {
        Engine = engine;
        Keys = keys;
        Answered = false;
        SetClock(boots, time, now);
    }

    /// <summary>Takes over a clock.</summary>
    public void SetClock(int boots, int time, long now)
    {
        Boots = boots;
        _time = time;
        _syncedAt = now;
    }

    /// <summary>The engine's clock as it must stand now.</summary>
    public int TimeAt(long now, TimeProvider clock) => (int)Math.Min(int.MaxValue, _time + (long)clock.GetElapsedTime(_syncedAt, now).TotalSeconds);

    /// <summary>RFC 3414 3.2.7b: takes over a later clock of an authentic message; false when the message is too old to be believed.</summary>
    public bool AcceptClock(in V3View view, long now, TimeProvider clock)
    {
        if (view.Level == UsmLevel.NoAuthNoPriv) return true;
        if (view.Boots == int.MaxValue || view.Boots < Boots) return false;
        if (view.Boots == Boots && view.Time < TimeAt(now, clock) - Limits.TimeWindowSeconds) return false;
        if (view.Boots > Boots || view.Time > _time) SetClock(view.Boots, view.Time, now);
        return true;
    }
}

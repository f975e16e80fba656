using PowerController.Snmp.Security;

namespace PowerController.Snmp.Notifications;

/// <summary>The clocks of the engines that sent authentic traps, to tell a new trap from the copy of an old one (RFC 3414 3.2.7b).</summary>
internal sealed class SenderClocks(TimeProvider time)
{
    private readonly Dictionary<EngineId, (int Boots, int Seconds, long At)> _clocks = [];

    /// <summary>Takes over a clock of an authentic message; false when it is older than what that engine said before.</summary>
    public bool Accept(EngineId sender, int boots, int seconds)
    {
        if (boots == int.MaxValue) return false;
        long now = time.GetTimestamp();
        if (_clocks.TryGetValue(sender, out var known))
        {
            long expected = known.Seconds + (long)time.GetElapsedTime(known.At, now).TotalSeconds;
            if (boots < known.Boots || (boots == known.Boots && seconds < expected - Limits.TimeWindowSeconds)) return false;
            if (boots == known.Boots && seconds <= known.Seconds) return true;
        }
        else if (_clocks.Count >= Limits.TrapEngines)
        {
            // Only authentic senders come here; still, nothing may grow for ever, and a forgotten clock is learnt anew.
            _clocks.Clear();
        }

        _clocks[sender] = (boots, seconds, now);
        return true;
    }
}

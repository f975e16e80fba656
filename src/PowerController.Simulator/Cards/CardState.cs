using PowerController.Simulator.Cards.Physics;

namespace PowerController.Simulator.Cards;

/// <summary>
/// What a card knows: the UPS it sits in, what it was told, and what it forgets when it restarts. The objects of a profile read and write it;
/// whoever does holds the card's lock.
/// </summary>
public sealed class CardState(UpsPhysics physics, CardIdentity identity)
{
    /// <summary>The UPS.</summary>
    public UpsPhysics Physics { get; } = physics;

    /// <summary>What it says about itself; name and battery date can be written.</summary>
    public CardIdentity Identity { get; set; } = identity;

    /// <summary>When the card began, in the time of the UPS.</summary>
    public TimeSpan StartedAt { get; private set; }

    /// <summary>How often the card began; the engine boots of v3.</summary>
    public int Boots { get; private set; } = 1;

    /// <summary>Hundredths of a second since the card began.</summary>
    public uint UpTime => unchecked((uint)(long)((Physics.Elapsed - StartedAt).TotalMilliseconds / 10));

    /// <summary>False while the card does not hear the UPS.</summary>
    public bool HearsUps { get; set; } = true;

    /// <summary>What the longest of the machines behind the UPS asked for its shutdown.</summary>
    public TimeSpan RequiredDelay { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The settings that only the card has.</summary>
    public CardSettings Settings { get; } = new();

    /// <summary>The alarms of RFC 1628.</summary>
    public AlarmTable Alarms { get; } = new();

    /// <summary>RFC 1628: the test that was asked for last, as the last number of its name.</summary>
    public uint TestAsked { get; set; } = 1;

    /// <summary>RFC 1628: minutes between two "on battery" traps already sent in this outage.</summary>
    public int BatteryTrapsSent { get; set; }

    /// <summary>
    /// The card begins anew. The UPS goes on as it was; a countdown that the card itself kept is forgotten, which RFC 1628 allows and some
    /// cards do.
    /// </summary>
    public void Restart(bool forgetsCountdowns)
    {
        StartedAt = Physics.Elapsed;
        Boots++;
        BatteryTrapsSent = 0;
        if (!forgetsCountdowns) return;
        Physics.AbortOff();
        Physics.AbortOn();
    }
}

using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp;
using PowerController.Snmp.Agent;

namespace PowerController.Simulator.Cards;

/// <summary>How the cards of one vendor show a UPS: the objects they serve, and what they say aloud.</summary>
public abstract class CardProfile
{
    private protected CardProfile()
    {
    }

    /// <summary>The name it is chosen by.</summary>
    public abstract string Name { get; }

    /// <summary>What sysObjectID says.</summary>
    public abstract Oid Kind { get; }

    /// <summary>What is served.</summary>
    public abstract MibLayout<CardState> Layout { get; }

    /// <summary>True when countdowns live in the card and are lost with its restart.</summary>
    public abstract bool ForgetsCountdowns { get; }

    /// <summary>APC's network management card with the PowerNet MIB.</summary>
    public static CardProfile Apc { get; } = new Apc.ApcCard();

    /// <summary>A card that answers RFC 1628.</summary>
    public static CardProfile Rfc1628 { get; } = new Rfc1628.Rfc1628Card();

    /// <summary>The traps that go out when time has gone by or the UPS has changed.</summary>
    public abstract IEnumerable<CardTrap> TrapsFor(CardState card, IReadOnlyList<UpsTransition> transitions);
}

/// <summary>A trap of a card: its name as v2 has it, and what it carries.</summary>
public sealed record CardTrap(Oid Name, params VarBind[] VarBinds);

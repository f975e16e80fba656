using System.Collections.Immutable;
using System.Net;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;
using PowerController.Snmp.Notifications;

namespace PowerController.Simulator.Cards;

/// <summary>How a card is set up.</summary>
public sealed record CardOptions
{
    /// <summary>The communities of v1 and v2c.</summary>
    public ImmutableArray<AgentCommunity> Communities { get; init; } = [new("public"), new("private", AgentRights.Write)];

    /// <summary>The users of v3.</summary>
    public ImmutableArray<AgentUser> Users { get; init; } = [];

    /// <summary>The engine id of v3 is made of this text; the card's serial number unless told otherwise.</summary>
    public string? EngineText { get; init; }

    /// <summary>What it says about its UPS.</summary>
    public CardIdentity Identity { get; init; } = new();

    /// <summary>Who gets its traps.</summary>
    public ImmutableArray<TrapReceiver> Receivers { get; init; } = [];

    /// <summary>The address its traps leave from: its own.</summary>
    public IPAddress TrapsFrom { get; init; } = IPAddress.Loopback;

    /// <summary>How long it is silent when it restarts.</summary>
    public TimeSpan StartTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Sees every trap, with or without receivers; called under the card's lock.</summary>
    public Action<OutgoingNotification>? OnTrap { get; init; }

    /// <summary>The largest message it sends.</summary>
    public int MessageBytesMax { get; init; } = Snmp.Limits.ResponseBytes;
}

/// <summary>Who gets a card's traps, and whether they want to acknowledge them.</summary>
public sealed record TrapReceiver(SnmpTarget Target, bool WantsInforms = false);

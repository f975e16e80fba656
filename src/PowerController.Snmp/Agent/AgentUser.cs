using PowerController.Snmp.Security;

namespace PowerController.Snmp.Agent;

/// <summary>A v3 user an agent knows, what it may do, and the least level of security its messages must have.</summary>
public sealed record AgentUser(UsmUser User, AgentRights Rights = AgentRights.Read)
{
    /// <summary>The least level; the user's highest unless told otherwise.</summary>
    public UsmLevel LevelMin { get; init; } = User.Level;

    /// <summary>True when messages of this level are taken.</summary>
    public bool Takes(UsmLevel level) => level >= LevelMin && level <= User.Level;
}

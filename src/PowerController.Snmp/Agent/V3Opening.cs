using PowerController.Snmp.Messages;
using PowerController.Snmp.Security;

namespace PowerController.Snmp.Agent;

/// <summary>What became of a v3 message on its way to the PDU.</summary>
internal enum V3Outcome
{
    /// <summary>The PDU can be read.</summary>
    Opened,

    /// <summary>The sender is told why not, when it wants to know.</summary>
    Refused,

    /// <summary>It breaks the rules of the format.</summary>
    Malformed,
}

/// <summary>A v3 message that was checked and, where it was encrypted, decrypted; pointing into the datagram.</summary>
internal ref struct V3Opening
{
    /// <summary>The outer fields.</summary>
    public V3View View;

    /// <summary>Who sent it, once that is known.</summary>
    public AgentUser? User;

    /// <summary>The sender's keys at the authoritative engine, once known.</summary>
    public UsmKeys? Keys;

    /// <summary>Context and PDU.</summary>
    public ScopedPduView Scoped;

    /// <summary>Why it was refused.</summary>
    public UsmReport Refusal;

    /// <summary>Refuses the message.</summary>
    public V3Outcome Refuse(UsmReport refusal)
    {
        Refusal = refusal;
        return V3Outcome.Refused;
    }
}

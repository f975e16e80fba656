namespace PowerController.Snmp.Agent;

/// <summary>What a community or user may do.</summary>
public enum AgentRights
{
    /// <summary>Read values.</summary>
    Read,

    /// <summary>Read and write values.</summary>
    Write,
}

namespace PowerController.Snmp.Agent;

/// <summary>How an agent answers wrongly on purpose.</summary>
/// <param name="Error">An error status for every request.</param>
/// <param name="RequestIdOffset">What is added to the request id of every answer.</param>
public readonly record struct AgentTwist(SnmpErrorStatus Error = SnmpErrorStatus.NoError, int RequestIdOffset = 0);

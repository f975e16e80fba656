using System.Collections.Immutable;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Written;

[Noun("the gateways")]
internal sealed record GatewaysDocument
{
    [Meaning("Serve POWER-CONTROLLER-MIB to SNMP managers, for reading.")]
    public SnmpAgentDocument? Snmp { get; init; }

    [Meaning("Tell a collector of every run as a trace (OpenTelemetry, OTLP over HTTP).")]
    public TracesDocument? Traces { get; init; }
}

[Noun("the SNMP agent")]
internal sealed record SnmpAgentDocument
{
    [IpAddress, Meaning("Address to answer on.", Usual = "0.0.0.0")]
    public string? Address { get; init; }

    [Range(1, 65_535), Meaning("UDP port to answer on; below 1024 the program needs the right to it.", Usual = 161)]
    public int? Port { get; init; }

    [Meaning("Community for SNMP v2c; without it that version is not served.")]
    public SecretDocument? Community { get; init; }

    [Count(0, Limits.AgentUsers, Reason = "Each user's keys are kept."), Meaning("Users of SNMP v3.")]
    public ImmutableArray<SnmpUserDocument> Users { get; init; } = [];

    public YamlPosition At { get; init; }
}

[Noun("the traces"), Shorthand(nameof(Endpoint))]
internal sealed record TracesDocument
{
    [WebAddress, Meaning("The collector's address for traces, http://10.0.0.5:4318/v1/traces say.")]
    public required string Endpoint { get; init; }

    [Meaning("The value of the header Authorization, where the collector wants one.")]
    public SecretDocument? Authorization { get; init; }
}

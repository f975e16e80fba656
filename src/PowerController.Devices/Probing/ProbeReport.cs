using System.Collections.Immutable;
using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Model.Readings;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Probing;

/// <summary>Credentials to try, and how a report calls them: never by the secret.</summary>
public sealed record ProbeCredential(string Name, SnmpCredentials Credentials);

/// <summary>How a probe asks.</summary>
/// <param name="Port">The UDP port of the cards.</param>
/// <param name="Timeout">How long an address may stay silent.</param>
/// <param name="ChecksWriting">Also look whether usual communities may write, by writing back what is there.</param>
public sealed record ProbeOptions(int Port, TimeSpan Timeout, bool ChecksWriting)
{
    public static ProbeOptions Default { get; } = new(161, TimeSpan.FromSeconds(1), false);
}

/// <summary>A UPS that was found.</summary>
/// <param name="Credential">Which of the credentials it answers to, the first in order.</param>
/// <param name="Reading">Null with the fault when it was identified and could not be read.</param>
public sealed record FoundUps(
    IPAddress Address, int Port, string Credential, UpsDescription Description, Reading? Reading, DeviceFault? Fault, ImmutableArray<CardFinding> Findings);

/// <summary>Something that answers SNMP and is no UPS that is known, or could not be looked over.</summary>
public sealed record OtherDevice(IPAddress Address, string Credential, DeviceFault Fault);

/// <summary>What a probe found; in the order of the addresses.</summary>
/// <param name="Silent">How many addresses did not answer.</param>
public sealed record ProbeReport(ImmutableArray<FoundUps> Found, ImmutableArray<OtherDevice> Others, int Asked, int Silent, TimeSpan Took);

/// <summary>Something about a card that an operator should know.</summary>
public sealed record CardFinding(string Message, string Remedy);

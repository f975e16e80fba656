using PowerController.Devices.Drivers;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Snmp;

/// <summary>From what the engine reports to what an operator reads.</summary>
internal static class FaultText
{
    public static DeviceFault Of(ISnmpChannel channel, SnmpFailure failure) => Of(channel.Address, channel.Version, channel.Timeout, failure);

    public static DeviceFault Of(string address, SnmpVersion version, TimeSpan timeout, SnmpFailure failure) => failure.Kind switch
    {
        SnmpFailureKind.Timeout => NoAnswer(address, version, timeout),
        SnmpFailureKind.NotSent => new(DeviceFaultKind.NotReachable, $"{address} cannot be reached: there is no route to it, or the network is down."),
        SnmpFailureKind.ErrorStatus => new(DeviceFaultKind.Refused, $"The card at {address} refuses the request: {Status(failure.Status)}."),
        SnmpFailureKind.MalformedAnswer or SnmpFailureKind.NotIncreasing => new(DeviceFaultKind.Garbled, $"{address}: {failure.Describe()}"),
        SnmpFailureKind.UnknownUser or SnmpFailureKind.WrongDigest or SnmpFailureKind.DecryptionError or SnmpFailureKind.UnsupportedSecurityLevel
            or SnmpFailureKind.AnswerNotAuthentic or SnmpFailureKind.AnswerNotDecrypted or SnmpFailureKind.UnknownContext =>
            new(DeviceFaultKind.AccessDenied, $"{address}: {failure.Describe()}"),
        SnmpFailureKind.Cancelled or SnmpFailureKind.Closed or SnmpFailureKind.TooBusy => new(DeviceFaultKind.GivenUp, $"{address}: {failure.Describe()}"),
        _ => new(DeviceFaultKind.NoAnswer, $"{address}: {failure.Describe()}"),
    };

    public static DeviceFault NoAnswer(string address, SnmpVersion version, TimeSpan within)
    {
        var causes = version == SnmpVersion.V3 ? "wrong address, no SNMPv3 there, or the card is down" : "wrong address, wrong community, or the card is down";
        return new(DeviceFaultKind.NoAnswer, $"No answer from {address} within {UnitText.Seconds(within)}: {causes}.");
    }

    /// <summary>What an error status of a write means for whoever wrote.</summary>
    public static string Status(SnmpErrorStatus status) => status switch
    {
        SnmpErrorStatus.NoAccess or SnmpErrorStatus.AuthorizationError => "there are no credentials that may write",
        SnmpErrorStatus.NoSuchName => "there is no such object, or these credentials may not write it",
        SnmpErrorStatus.ReadOnly or SnmpErrorStatus.NotWritable => "the object cannot be written, or not with these credentials",
        SnmpErrorStatus.BadValue or SnmpErrorStatus.WrongValue or SnmpErrorStatus.WrongLength or SnmpErrorStatus.WrongType or SnmpErrorStatus.WrongEncoding =>
            "the value does not suit it, or not at this moment",
        SnmpErrorStatus.InconsistentValue or SnmpErrorStatus.InconsistentName => "not at this moment",
        SnmpErrorStatus.TooBig => "the answer does not fit into a message",
        _ => $"error {status}",
    };
}

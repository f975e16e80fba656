namespace PowerController.Snmp.Client;

/// <summary>Why a request brought no values: the kind, and for an error status which one and for which variable (1-based, 0 for none).</summary>
public readonly record struct SnmpFailure(SnmpFailureKind Kind, SnmpErrorStatus Status = SnmpErrorStatus.NoError, int Index = 0)
{
    /// <summary>No failure.</summary>
    public static SnmpFailure None => default;

    /// <summary>What happened and what to do, for an operator.</summary>
    public string Describe() => Kind switch
    {
        SnmpFailureKind.None => "Answered.",
        SnmpFailureKind.Timeout => "No answer. The address may be wrong, the card off, a firewall between; a wrong community or a forbidden source address looks the same, as agents then stay silent.",
        SnmpFailureKind.NotSent => "The request could not be sent: there is no route to the address, or the network is down.",
        SnmpFailureKind.ErrorStatus when Index > 0 => $"The agent answered with the error {Status} for variable {Index}.",
        SnmpFailureKind.ErrorStatus => $"The agent answered with the error {Status}.",
        SnmpFailureKind.MalformedAnswer => "The answer is not a well-formed SNMP message.",
        SnmpFailureKind.ForeignAnswer => "An answer came, but from another address than was asked, and was not believed. Ask the address the card answers from.",
        SnmpFailureKind.UnknownUser => "The agent does not know the user. Check the user name on the card.",
        SnmpFailureKind.WrongDigest => "The agent finds the digest wrong. Check the authentication password and protocol.",
        SnmpFailureKind.DecryptionError => "The agent could not decrypt the request. Check the privacy password and protocol.",
        SnmpFailureKind.UnsupportedSecurityLevel => "The agent refuses this security level for the user. Check which of authentication and privacy the user has on the card.",
        SnmpFailureKind.NotInTimeWindow => "The agent finds the request outside its time window although its time was taken over. Its clock or boot counter is unsteady; restarting the card may help.",
        SnmpFailureKind.UnknownEngine => "The agent rejects the engine id it has just given. Its SNMP engine needs a restart or a new engine id.",
        SnmpFailureKind.UnknownContext => "The agent does not serve the context that was asked. Check the context name.",
        SnmpFailureKind.OtherReport => "The agent rejected the message with a report this engine does not know.",
        SnmpFailureKind.AnswerNotAuthentic => "An answer came that is not authentic, and was not believed. Check the authentication password, and who else answers at this address.",
        SnmpFailureKind.AnswerNotDecrypted => "The answer could not be decrypted. Check the privacy password and protocol.",
        SnmpFailureKind.SilentToUser => "The agent gave its engine id but does not answer this user. Check the privacy password and protocol first, then the context name and what the user may see.",
        SnmpFailureKind.RequestTooLarge => "The request is larger than a message to this target may be.",
        SnmpFailureKind.NotInThisVersion => "This version of the protocol cannot do that; use v2c or v3.",
        SnmpFailureKind.TooBusy => "Too many requests are under way.",
        SnmpFailureKind.NotIncreasing => "The agent does not go forward in its tree: it named an object twice. The walk was ended there.",
        SnmpFailureKind.TooManyValues => $"The walk found more than {Limits.WalkValues} values and was ended there. Begin it further down the tree.",
        SnmpFailureKind.Cancelled => "The request was given up.",
        SnmpFailureKind.Closed => "The SNMP client is closed.",
        _ => Kind.ToString(),
    };

    /// <inheritdoc cref="Describe"/>
    public override string ToString() => Describe();
}

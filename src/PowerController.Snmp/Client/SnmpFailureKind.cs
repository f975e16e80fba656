namespace PowerController.Snmp.Client;

/// <summary>Why a request brought no values; a closed set, so that each gets words of its own.</summary>
public enum SnmpFailureKind
{
    /// <summary>It did bring values.</summary>
    None = 0,

    /// <summary>No answer within the deadline. With v1 and v2c a wrong community looks the same: agents stay silent.</summary>
    Timeout,

    /// <summary>The system could not send: no route, or the network is down.</summary>
    NotSent,

    /// <summary>The agent answered with an error status.</summary>
    ErrorStatus,

    /// <summary>The answer is not a well-formed message.</summary>
    MalformedAnswer,

    /// <summary>The answer came from another address than was asked; it was not believed.</summary>
    ForeignAnswer,

    /// <summary>v3: the agent does not know the user.</summary>
    UnknownUser,

    /// <summary>v3: the agent finds our digest wrong: the authentication password or protocol differs.</summary>
    WrongDigest,

    /// <summary>v3: the agent could not decrypt: the privacy password or protocol differs.</summary>
    DecryptionError,

    /// <summary>v3: the agent refuses this level of security for the user.</summary>
    UnsupportedSecurityLevel,

    /// <summary>v3: the clocks of both ends do not come together, although its time was taken over.</summary>
    NotInTimeWindow,

    /// <summary>v3: the agent does not know its own engine id, although it was asked for it.</summary>
    UnknownEngine,

    /// <summary>v3: the agent does not serve the context.</summary>
    UnknownContext,

    /// <summary>v3: a report with another reason.</summary>
    OtherReport,

    /// <summary>v3: the answer's digest, user or level is not right; it was not believed.</summary>
    AnswerNotAuthentic,

    /// <summary>v3: the answer is authentic but cannot be decrypted.</summary>
    AnswerNotDecrypted,

    /// <summary>v3: the agent gave its engine id but has never answered this user. With AES a wrong privacy password shows only like this: the agent reads nonsense and stays silent.</summary>
    SilentToUser,

    /// <summary>The request is larger than a message to this target may be, and cannot be split.</summary>
    RequestTooLarge,

    /// <summary>The protocol version cannot do this, for instance GETBULK or Counter64 in v1.</summary>
    NotInThisVersion,

    /// <summary>Too many requests are in flight or waiting.</summary>
    TooBusy,

    /// <summary>A walk did not go forward: the agent names an object twice.</summary>
    NotIncreasing,

    /// <summary>A walk found more values than the engine takes.</summary>
    TooManyValues,

    /// <summary>The caller gave up.</summary>
    Cancelled,

    /// <summary>The client is closed.</summary>
    Closed,
}

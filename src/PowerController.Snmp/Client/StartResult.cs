namespace PowerController.Snmp.Client;

/// <summary>Whether a prepared request went on its way; anything but Started means that the sink will not be called.</summary>
public enum StartResult
{
    /// <summary>The sink will be called once.</summary>
    Started,

    /// <summary>The target has as many requests in flight as it may.</summary>
    TargetBusy,

    /// <summary>The client has as many requests in flight as it may.</summary>
    ClientBusy,

    /// <summary>The message would be larger than the target takes.</summary>
    TooLarge,

    /// <summary>The protocol version cannot do this.</summary>
    NotInThisVersion,

    /// <summary>The client is closed.</summary>
    Closed,
}

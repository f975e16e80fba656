namespace PowerController.Snmp.Client;

/// <summary>Takes what prepared requests bring. Called by the receiving thread: be quick, never wait; starting the next request is fine.</summary>
public interface IAnswerSink
{
    /// <summary>Values came; they are gone when this returns.</summary>
    void OnAnswer(in SnmpAnswer answer);

    /// <summary>No values will come.</summary>
    void OnFailure(SnmpTarget target, long tag, SnmpFailure failure);
}

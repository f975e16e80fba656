namespace PowerController.Snmp.Client;

/// <summary>A request somebody awaits.</summary>
internal sealed class AsyncRequest(SnmpTarget target, PreparedRequest request) : IAnswerSink
{
    // Continuations must not run on the receiving thread: they may wait for the next answer.
    private readonly TaskCompletionSource<SnmpReply> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SnmpTarget Target { get; } = target;

    public PreparedRequest Request { get; } = request;

    public Task<SnmpReply> Task => _completion.Task;

    /// <summary>The id while it is in flight, 0 while it waits; under the lane's lock.</summary>
    public int Id { get; set; }

    public bool IsOver => _completion.Task.IsCompleted;

    public void OnAnswer(in SnmpAnswer answer) => _completion.TrySetResult(new SnmpReply(SnmpFailure.None, answer.ToVarBinds(), answer.RoundTrip));

    public void OnFailure(SnmpTarget target, long tag, SnmpFailure failure) => _completion.TrySetResult(SnmpReply.Failed(failure));
}

using PowerController.Model.Events;

namespace PowerController.Hosts.Starting;

/// <summary>What came of an attempt on another machine.</summary>
/// <param name="Failure">Null when it was done.</param>
/// <param name="Text">In an operator's words.</param>
public sealed record RemoteResult(FailureKind? Failure, string Text)
{
    public static RemoteResult Done(string text) => new(null, text);
}

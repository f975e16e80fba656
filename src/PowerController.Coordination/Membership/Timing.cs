namespace PowerController.Coordination.Membership;

/// <summary>The times of membership and mastership; the same on every host of a site.</summary>
/// <param name="TerminalHeartbeat">How often a terminal speaks.</param>
/// <param name="NodeHeartbeat">How often an agent speaks.</param>
/// <param name="TerminalSilence">A terminal unheard for this long is gone: five heartbeats, so that 5 % loss gives a false alarm once in months.</param>
/// <param name="NodeSilence">The same for a node.</param>
/// <param name="Stagger">By how much longer each further terminal waits before it takes over, so that two seldom try together.</param>
/// <param name="HandBackAfter">How long a terminal of better priority must be heard steadily before it is given the lead back.</param>
/// <param name="Displacement">A host that has started anew takes its place once the old start has been unheard for this long: if both speak, there are two of the name.</param>
/// <param name="DuplicateMemory">After this long without the second one, a name is single again.</param>
/// <param name="ReclaimGap">A leader that learns of a higher term waits so long for who holds it, before it claims a higher one.</param>
/// <param name="QuestionRepeat">A question about a silent UPS is repeated after this.</param>
/// <param name="QuestionLife">An unanswered question is dropped after this; the decision asks again.</param>
/// <param name="ReportRepeat">A node's unchanged word is told to the decision again after this.</param>
public sealed record Timing(
    TimeSpan TerminalHeartbeat,
    TimeSpan NodeHeartbeat,
    TimeSpan TerminalSilence,
    TimeSpan NodeSilence,
    TimeSpan Stagger,
    TimeSpan HandBackAfter,
    TimeSpan Displacement,
    TimeSpan DuplicateMemory,
    TimeSpan ReclaimGap,
    TimeSpan QuestionRepeat,
    TimeSpan QuestionLife,
    TimeSpan ReportRepeat)
{
    public static Timing Default { get; } = new(
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(60),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(10));
}

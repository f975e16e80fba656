using PowerController.Model.Runs;

namespace PowerController.Model.Effects;

/// <summary>Something to be done in the world. The closed set of what a decision can ask for.</summary>
/// <remarks>
/// Effects are idempotent: the same id carried out twice does no more than once, and an effect may be issued again with its id until its result is known.
/// "Done" is an EffectDone with the id, "failed" an EffectFailed; effects that say "no result" get neither.
/// </remarks>
public abstract record Effect
{
    private protected Effect(EffectId id, string reason)
    {
        Id = id;
        Reason = reason;
    }

    public EffectId Id { get; init; }

    /// <summary>Why, in an operator's words.</summary>
    public string Reason { get; init; }
}

/// <summary>Bring a <c>Woke</c> at this moment. No result; a repeated one replaces nothing and does no harm.</summary>
public sealed record WakeAt(EffectId Id, TimeSpan At, string Reason) : Effect(Id, Reason);

public enum Urgency
{
    Information,
    Warning,
    Alarm,
}

/// <summary>Tell people. No result: delivery is the messenger's business.</summary>
/// <param name="Subject">What it is about, by name.</param>
public sealed record Notify(EffectId Id, Urgency Urgency, string Subject, string Reason) : Effect(Id, Reason);

/// <summary>Keep for the audit who asked for what, and what became of it. No result.</summary>
public sealed record Audit(EffectId Id, string Who, string From, bool Accepted, string Reason) : Effect(Id, Reason);

/// <summary>A run begins. No result.</summary>
public sealed record OpenRun(EffectId Id, string Unit, RunCause Cause, string Reason) : Effect(Id, Reason);

/// <summary>A run has ended: its report. No result; the id is never used again.</summary>
public sealed record CloseRun(EffectId Id, RunReport Report, string Reason) : Effect(Id, Reason);

namespace PowerController.Model.Events;

/// <summary>A fact that reached the terminal. The closed set of what can change a state.</summary>
public abstract record PowerEvent
{
    private protected PowerEvent(TimeSpan at) => At = at;

    /// <summary>Monotonic time since an origin that nobody needs to know. It never goes back: after a restart it continues at the journal's last time plus
    /// what the wall clock says has passed since (nothing, if the wall clock went back); so a deadline is kept or met early, never moved away.</summary>
    public TimeSpan At { get; init; }
}

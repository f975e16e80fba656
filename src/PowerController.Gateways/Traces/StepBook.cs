using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Gateways.Traces;

/// <summary>The steps of the runs that are under way, as they are asked for and answered. Bounded; for one thread.</summary>
internal sealed class StepBook
{
    private readonly SortedDictionary<RunId, List<RunStep>> _runs = [];

    public void Asked(Effect effect, TimeSpan at)
    {
        if (!RunTrace.IsStep(effect))
            return;
        if (!_runs.TryGetValue(effect.Id.Run, out var steps))
        {
            // A run that went to another terminal never ends here.
            if (_runs.Count >= Limits.RunsFollowed)
                _runs.Remove(_runs.Keys.First());
            _runs[effect.Id.Run] = steps = [];
        }

        // Issued again it is the same step.
        if (steps.Count < Limits.StepsOfARun && !steps.Exists(step => step.Effect.Id == effect.Id))
            steps.Add(new RunStep(effect, at, null, null));
    }

    public void Answered(PowerEvent happened)
    {
        var (id, error) = happened switch
        {
            EffectDone done => (done.Id, (string?)null),
            EffectFailed failed => (failed.Id, $"{failed.Kind}: {failed.Text}"),
            _ => (default(EffectId), null),
        };
        if (!_runs.TryGetValue(id.Run, out var steps))
            return;
        var at = steps.FindIndex(step => step.Effect.Id == id);
        if (at >= 0)
            steps[at] = steps[at] with { Until = happened.At, Error = error };
    }

    /// <summary>The run has ended: its steps, and they are forgotten.</summary>
    public IReadOnlyCollection<RunStep> Take(RunId run) => _runs.Remove(run, out var steps) ? steps : [];
}

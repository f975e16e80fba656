using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Journal;

namespace PowerController.Runtime.Loop;

/// <summary>From the coordination to the loop.</summary>
public sealed class TerminalSide : ITerminalSide
{
    private readonly Lock _gate = new();
    private readonly SiteLoop _loop;
    private readonly Action<TakeConfiguration> _configuration;
    private TakeRuns? _waiting;

    /// <param name="configuration">Takes a configuration that another host hands over.</param>
    public TerminalSide(SiteLoop loop, Action<TakeConfiguration> configuration)
    {
        (_loop, _configuration) = (loop, configuration);
        loop.OnSiteTaken = SiteTaken;
    }

    public void Tell(PowerEvent happened) => _loop.Post(happened);

    public void TakeRuns(TakeRuns runs)
    {
        if (JournalForm.Read<RunsSaid>(runs.Content.AsSpan()) is not { } said)
        {
            _loop.Tell(new Said(DiaryKind.Host, Urgency.Warning, "runs", "The master's runs cannot be read: it runs another version of this program."));
            return;
        }

        // Runs name what they are about by its place in the configuration.
        lock (_gate)
        {
            var fits = string.Equals(said.Digest, _loop.View.State.Digest, StringComparison.Ordinal);
            _waiting = fits ? null : runs;
            if (!fits)
                return;
        }

        _loop.Post(runs.Offered
            ? new RunsOffered(_loop.Clock.Now, said.Runs)
            : new RunsReported(_loop.Clock.Now, runs.Term, RunShift.By(said.Runs, runs.MadeAt - said.Now), said.Operation) { Closed = said.Closed });
    }

    public void TakeConfiguration(TakeConfiguration taken) => _configuration(taken);

    public void Noted(HostFact fact)
    {
        var urgency = fact is OrderProgressed or NameSingle or OwnNameFree or ConfigurationAgrees ? Urgency.Information : Urgency.Warning;
        _loop.Tell(new Said(DiaryKind.Host, urgency, fact.Host, fact.Text));
    }

    // The runs that waited for this configuration are taken: the master says them anew only when they change.
    private void SiteTaken()
    {
        TakeRuns? waiting;
        lock (_gate)
            (waiting, _waiting) = (_waiting, null);
        if (waiting is not null)
            TakeRuns(waiting);
    }
}

using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Journal;

namespace PowerController.Runtime.Loop;

/// <summary>From the coordination to the loop.</summary>
/// <param name="configuration">Takes a configuration that another host hands over.</param>
public sealed class TerminalSide(SiteLoop loop, Action<TakeConfiguration> configuration) : ITerminalSide
{
    private readonly Lock _gate = new();
    private TakeRuns? _waiting;

    public void Tell(PowerEvent happened) => loop.Post(happened);

    public void TakeRuns(TakeRuns runs)
    {
        if (JournalForm.Read<RunsSaid>(runs.Content.AsSpan()) is not { } said)
        {
            loop.Tell(new Said(DiaryKind.Host, Urgency.Warning, "runs", "The master's runs cannot be read: it runs another version of this program."));
            return;
        }

        // Runs name what they are about by its place in the configuration.
        if (!string.Equals(said.Digest, loop.View.State.Digest, StringComparison.Ordinal))
        {
            lock (_gate)
                _waiting = runs;
            return;
        }

        loop.Post(new RunsReported(loop.Clock.Now, runs.Term, RunShift.By(said.Runs, runs.MadeAt - said.Now)));
    }

    /// <summary>Another configuration is in force: the runs that waited for it are taken.</summary>
    public void SiteChanged()
    {
        TakeRuns? waiting;
        lock (_gate)
            (waiting, _waiting) = (_waiting, null);
        if (waiting is not null)
            TakeRuns(waiting);
    }

    public void TakeConfiguration(TakeConfiguration taken) => configuration(taken);

    public void Noted(HostFact fact)
    {
        var urgency = fact is OrderProgressed or NameSingle or OwnNameFree or ConfigurationAgrees ? Urgency.Information : Urgency.Warning;
        loop.Tell(new Said(DiaryKind.Host, urgency, fact.Host, fact.Text));
    }
}

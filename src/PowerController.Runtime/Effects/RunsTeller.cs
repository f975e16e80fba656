using System.Collections.Immutable;
using PowerController.Hosts.Life;
using PowerController.Model.Runs;
using PowerController.Runtime.Journal;

namespace PowerController.Runtime.Effects;

/// <summary>Tells the other terminals what this master's runs look like, or the master of runs that it may not know of, some changes at a time.</summary>
public sealed class RunsTeller : IDisposable
{
    private readonly IHostVoice _voice;
    private readonly ITimer _timer;
    private SiteState? _last;

    public RunsTeller(IHostVoice voice)
    {
        _voice = voice;
        _timer = voice.Clock.Time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Changed(SiteState state)
    {
        if (Interlocked.Exchange(ref _last, state) is null)
            _timer.Change(Limits.RunsToldAfter, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Tell()
    {
        if (Interlocked.Exchange(ref _last, null) is not { } state)
            return;
        var leads = state.Role == Role.Master;
        var committed = state.Runs.Any(run => run.CommittedAt is not null);
        var content = leads ? JournalForm.Write(new RunsSaid(state.Digest, _voice.Clock.Now, state.Runs, state.Operation) { Closed = state.Closed })
            // Their moments say nothing any more, and the same runs are to be the same parcel.
            : state.Lost.IsEmpty ? [] : JournalForm.Write(new RunsSaid(state.Digest, TimeSpan.Zero, state.Lost));
        _voice.RunsChanged(leads && !state.Runs.IsEmpty, leads && committed, ImmutableArray.Create(content));
    }
}

using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Following;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Reloading;
using PowerController.Runtime.Tests.Loop;

namespace PowerController.Runtime.Tests.Reloading;

/// <summary>A loop that runs what a directory says, and whatever is written there afterwards.</summary>
internal sealed class ReloadedSite : IDisposable
{
    public const string Text = """
        site: hall
        build: terminal-apart
        defaults: { ups: { confirmTime: 60s, expectedRunTime: 60m } }
        terminals:
          - { name: terminal, address: 10.0.0.2, supply: UPS1, confirmTime: 600s }
        groups:
          - name: room
            upses:
              - { name: UPS1, snmp: { address: 10.0.0.11 } }
              - { name: UPS2, snmp: { address: 10.0.0.12 } }
            nodes:
              - { name: node1, address: 10.0.0.21, supply: UPS2 }

        """;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly ScratchDirectory _directory = new();
    private readonly LoopBench _bench;

    public ReloadedSite()
    {
        Write(Text);
        var started = SiteConfiguration.Load(_directory.Path).Configuration!;
        _bench = new LoopBench(started.Site, digest: started.Digest).Started();
        Reload = new SiteReload(new ReloadParts(_directory.Path, _directory["state"], _bench.Loop, Voice, _ => CoordinationObjects, started)
        {
            Taken = taken =>
            {
                Taken.Add(taken);
                return Remarks;
            },
        });
        Reload.Announce(started.Digest);
    }

    public SiteReload Reload { get; }

    public PaperVoice Voice { get; } = new();

    public string? CoordinationObjects { get; set; }

    public ImmutableArray<string> Remarks { get; set; } = [];

    public List<SiteConfiguration> Taken { get; } = [];

    public SiteState State => _bench.Loop.View.State;

    public IEnumerable<string> Told => _bench.Entries.Where(entry => entry.Kind == Model.Diary.DiaryKind.Configuration).Select(entry => entry.Text);

    public void Write(string text) => File.WriteAllText(_directory["site.yaml"], text);

    public Answer Again()
    {
        var task = Reload.ReloadAsync("anna", "uid 0", CancellationToken.None);
        Until(() => task.IsCompleted);
        _bench.Loop.Pump();
        return task.Result;
    }

    /// <summary>The loop goes round until it is so.</summary>
    public void Until(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(() =>
    {
        _bench.Loop.Pump();
        return holds();
    }, _patience));

    public void Pass(TimeSpan time)
    {
        _bench.Time.Advance(time);
        _bench.Loop.Pump();
    }

    public void Dispose()
    {
        Reload.Dispose();
        _bench.Dispose();
        _directory.Dispose();
    }
}

/// <summary>Notes what is offered to the other hosts.</summary>
internal sealed class PaperVoice : IHostVoice
{
    public List<string> Offered { get; } = [];

    public HostClock Clock => throw new NotSupportedException();

    public HostState State => throw new NotSupportedException();

    public DropCounts Counts => throw new NotSupportedException();

    public void ConfigurationRuns(long version, string digest, ImmutableArray<byte> content) => Offered.Add(digest);

    public void CarryOut(Effect effect) => throw new NotSupportedException();

    public void AskAboutSilence(AskPeersAboutSilence ask) => throw new NotSupportedException();

    public void NodeSays(NodeWord word) => throw new NotSupportedException();

    public void UpsesSay(ImmutableArray<UpsWord> upses) => throw new NotSupportedException();

    public void UpsHeard(string ups, bool answered) => throw new NotSupportedException();

    public void RunsChanged(bool open, bool committed, ImmutableArray<byte> content) => throw new NotSupportedException();

    public void OrderMoved(EffectId id, OrderStage stage, FailureKind failure, string text) => throw new NotSupportedException();
}

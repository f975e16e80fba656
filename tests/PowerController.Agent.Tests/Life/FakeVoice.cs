using System.Collections.Immutable;
using System.Threading.Channels;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Agent.Tests.Life;

/// <summary>Takes what an agent says, and lets the test wait for it.</summary>
internal sealed class FakeVoice(Site site, string node) : IHostVoice
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Channel<object> _said = Channel.CreateUnbounded<object>();

    public HostClock Clock { get; } = new(TimeProvider.System, TimeSpan.Zero);

    public HostState State { get; } = HostState.Of(Roster.Of(site, out _)!, Timing.Default, node, 1, TimeSpan.Zero, 0, null);

    public DropCounts Counts { get; } = new();

    public List<ImmutableArray<UpsWord>> Upses { get; } = [];

    public void CarryOut(Effect effect) => throw new InvalidOperationException("An agent orders nobody.");

    public void AskAboutSilence(AskPeersAboutSilence ask) => throw new InvalidOperationException("An agent asks nobody.");

    public void NodeSays(NodeWord word) => _said.Writer.TryWrite(word);

    public void UpsesSay(ImmutableArray<UpsWord> upses)
    {
        Upses.Add(upses);
        _said.Writer.TryWrite(upses);
    }

    public void UpsHeard(string ups, bool answered) => throw new InvalidOperationException("An agent polls no cards.");

    public void RunsChanged(bool open, bool committed, ImmutableArray<byte> content) => throw new InvalidOperationException("An agent has no runs.");

    public void ConfigurationRuns(long version, string digest, ImmutableArray<byte> content) => throw new InvalidOperationException("The program says that.");

    public void OrderMoved(EffectId id, OrderStage stage, FailureKind failure, string text) => _said.Writer.TryWrite((id, stage));

    /// <summary>The next word of this kind; what comes before it is passed over.</summary>
    public async Task<T> Next<T>(Func<T, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await _said.Reader.ReadAsync(limit.Token) is var said)
        {
            if (said is T word && wanted(word))
                return word;
        }

        throw new InvalidOperationException("Nothing was said.");
    }

    public Task<NodeWord> Next(AgentWord word) => Next<NodeWord>(said => said.Word == word);
}

using System.Collections.Immutable;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Sealing;
using PowerController.Coordination.Stations;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Hosts.Life;

/// <summary>What the terminal and the agent of a host say to the coordination. May be called from any thread; never waits.</summary>
public interface IHostVoice
{
    HostClock Clock { get; }

    /// <summary>The coordination as it is by now.</summary>
    HostState State { get; }

    DropCounts Counts { get; }

    /// <summary>An effect for nodes; its result comes back as an event.</summary>
    void CarryOut(Effect effect);

    void AskAboutSilence(AskPeersAboutSilence ask);

    void NodeSays(NodeWord word);

    void UpsesSay(ImmutableArray<UpsWord> upses);

    /// <summary>Of the terminal: whether its own poll of the UPS was answered. Only changes need to be said.</summary>
    void UpsHeard(string ups, bool answered);

    void RunsChanged(bool open, bool committed, ImmutableArray<byte> content);

    void ConfigurationRuns(long version, string digest, ImmutableArray<byte> content);

    void OrderMoved(EffectId id, OrderStage stage, FailureKind failure, string text);
}

/// <summary>What the coordination tells a host's terminal. Called in order, on the station's own thread: it must return at once and must not throw.</summary>
public interface ITerminalSide
{
    void Tell(PowerEvent happened);

    void TakeRuns(TakeRuns runs);

    void TakeConfiguration(TakeConfiguration taken);

    void Noted(HostFact fact);
}

/// <summary>What the coordination tells a host's agent, likewise.</summary>
public interface INodeSide
{
    /// <summary>Once for each order, also when this program starts again while it was being done; its moments are on this host's clock.</summary>
    void Obey(Effect order);

    void DeadlineCame(DeadlineCame came);

    void TakeConfiguration(TakeConfiguration taken);

    void Noted(HostFact fact);
}

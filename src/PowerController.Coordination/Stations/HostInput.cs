using System.Collections.Immutable;
using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Orders;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Stations;

/// <summary>What can happen to a host's part in the coordination. The closed set.</summary>
public abstract record HostInput
{
    private protected HostInput(TimeSpan at) => At = at;

    /// <summary>Monotonic time.</summary>
    public TimeSpan At { get; init; }
}

/// <summary>An authentic message that <see cref="Admission"/> has let in.</summary>
/// <param name="Sender">Row in the roster.</param>
public sealed record MessageReceived(TimeSpan At, int Sender, long Boot, long Counter, NetAddress From, Message Message) : HostInput(At);

/// <summary>An authentic datagram of a protocol that this program does not know.</summary>
public sealed record NewerProtocolReceived(TimeSpan At, int Sender, int Version) : HostInput(At);

/// <summary>Time has passed. A late, early or doubled one does no harm.</summary>
public sealed record Tick(TimeSpan At) : HostInput(At);

/// <summary>The decision wants this done by nodes.</summary>
public sealed record CarryOut(TimeSpan At, Effect Effect) : HostInput(At);

/// <summary>The decision wants to know whether the other terminals hear a UPS.</summary>
public sealed record AskAboutSilence(TimeSpan At, AskPeersAboutSilence Effect) : HostInput(At);

/// <summary>The agent says how its node is.</summary>
public sealed record NodeSays(TimeSpan At, NodeWord Word) : HostInput(At);

/// <summary>The UPSes on this host's own lines, as they are now.</summary>
public sealed record UpsesSay(TimeSpan At, ImmutableArray<UpsWord> Upses) : HostInput(At);

/// <summary>This terminal's poll of a UPS was answered, or was not. Only changes matter.</summary>
public sealed record UpsHeard(TimeSpan At, string Ups, bool Answered) : HostInput(At);

/// <summary>This terminal's open runs have changed.</summary>
/// <param name="Content">What another terminal needs to go on with them. That there are none is said too, in whatever form; empty hands nothing over.</param>
public sealed record RunsChanged(TimeSpan At, bool Open, bool Committed, ImmutableArray<byte> Content) : HostInput(At);

/// <summary>This host runs this configuration now.</summary>
/// <param name="Version">Greater for what is newer.</param>
/// <param name="Content">To be handed over; empty when this host only follows.</param>
public sealed record ConfigurationRuns(TimeSpan At, long Version, string Digest, ImmutableArray<byte> Content) : HostInput(At);

/// <summary>The agent says how far an order has come.</summary>
public sealed record OrderMoved(TimeSpan At, EffectId Id, OrderStage Stage, FailureKind Failure, string Text) : HostInput(At);

/// <summary>What an etcd says of the lease of the lead.</summary>
/// <param name="Holder">Null when nobody has it.</param>
/// <param name="Until">After this moment the word counts for nothing.</param>
public sealed record LeaseSays(TimeSpan At, string? Holder, TimeSpan Until) : HostInput(At);

/// <summary>This host goes down in order; it speaks once more.</summary>
public sealed record Leave(TimeSpan At) : HostInput(At);

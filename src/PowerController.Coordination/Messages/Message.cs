using System.Collections.Immutable;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;

namespace PowerController.Coordination.Messages;

/// <summary>What hosts say to each other. The closed set; times are on the clock of the host that holds the message.</summary>
public abstract record Message
{
    private protected Message() { }
}

/// <summary>A host lives. Everything that others need to know of it, so that one lost datagram does no harm.</summary>
/// <param name="Term">The highest it knows.</param>
/// <param name="Leaving">Its last heartbeat: it goes down in order.</param>
/// <param name="Echoes">Starts of others that it hears: by its own start in here a host knows that the sender speaks now, and is no recording.</param>
public sealed record Heartbeat(
    long Term,
    bool Leaving,
    long ConfigurationVersion,
    string ConfigurationDigest,
    TerminalWord? Terminal,
    NodeWord? Node,
    ImmutableArray<UpsWord> Upses,
    ImmutableArray<ParcelOffer> Offers,
    ImmutableArray<Echo> Echoes) : Message;

/// <summary>What a terminal says of itself.</summary>
/// <param name="RunsCommitted">It has runs that have passed their point of no return.</param>
/// <param name="Follows">Name code of whom it takes for the leader; 0 when nobody.</param>
/// <param name="YieldsTo">Name code of the terminal that may take the lead from it; 0 when none.</param>
public sealed record TerminalWord(bool Leads, bool RunsCommitted, uint Follows, uint YieldsTo);

/// <summary>What an agent says of its node.</summary>
/// <param name="Boot">Of its operating system: greater with each.</param>
/// <param name="Run">The run whose deadlines it has.</param>
/// <param name="Cluster">What the cluster's manager says on this node.</param>
/// <param name="Administrator">An administrator has asked for a stop by the cluster's or the system's own tools.</param>
public sealed record NodeWord(AgentWord Word, long Boot, RunId Run, ClusterWord Cluster, AdministratorWord? Administrator);

/// <param name="Name">A cluster or a node.</param>
public sealed record AdministratorWord(string Name, AdministratorStop Kind);

/// <summary>A UPS on a host's own line.</summary>
public sealed record UpsWord(string Ups, Reading Reading);

/// <summary>A start of a host that the sender hears.</summary>
public readonly record struct Echo(uint NameCode, long Boot);

public enum ParcelKind
{
    Configuration,
    Runs,
}

/// <summary>Something larger than a datagram that the sender has and gives to who asks.</summary>
/// <param name="Id">The first half of the SHA-256 of its content.</param>
/// <param name="Version">Greater for what is newer.</param>
public readonly record struct ParcelOffer(ParcelKind Kind, UInt128 Id, long Version, int Size);

/// <summary>An effect for a node.</summary>
/// <param name="Term">Of the terminal that orders: a node follows the highest it knows.</param>
/// <param name="Target">Name code of the host it is for.</param>
/// <param name="TargetBoot">The host's start it is for: an order kept from before it started again is void.</param>
public sealed record Order(long Term, uint Target, long TargetBoot, Effect Effect) : Message;

public enum OrderStage
{
    /// <summary>Taken and remembered; it is being done, or about to be.</summary>
    Taken,
    Done,
    Failed,

    /// <summary>Not taken: its term is older than what the node follows.</summary>
    OutOfTerm,
}

/// <summary>How far an order has come on a node.</summary>
/// <param name="Failure">With Failed.</param>
/// <param name="Text">Progress or failure, in words; may be empty.</param>
public sealed record OrderAnswer(EffectId Id, OrderStage Stage, FailureKind Failure, long Term, string Text) : Message;

/// <summary>Does anybody hear this UPS?</summary>
public sealed record SilenceQuestion(EffectId Id, string Ups) : Message;

public enum UpsHearing
{
    /// <summary>The terminal does not poll it, or not yet.</summary>
    CannotSay,
    Hears,
    HearsNothing,
}

public sealed record SilenceAnswer(EffectId Id, string Ups, UpsHearing Hearing) : Message;

/// <summary>Pieces of a parcel that the sender lacks.</summary>
public sealed record ParcelAsk(ParcelKind Kind, UInt128 Id, int First, int Count) : Message;

/// <param name="Term">For runs: the leader's term.</param>
/// <param name="MadeAt">When it was made.</param>
public sealed record ParcelPiece(ParcelKind Kind, UInt128 Id, long Version, long Term, TimeSpan MadeAt, int Size, int Index, ImmutableArray<byte> Content) : Message;

using PowerController.Coordination.Messages;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Agent.Rules;

/// <summary>What an agent's step wants done, in this order. The closed set.</summary>
public abstract record AgentOutput
{
    private protected AgentOutput() { }
}

/// <summary>Run this. Its end comes as <see cref="CommandEnded"/>, at its limit at the latest.</summary>
/// <param name="Number">Names it within this boot.</param>
/// <param name="Name">What it is, for people.</param>
public sealed record RunCommand(long Number, string Name, CommandLine Command, TimeSpan Limit, CommandOrigin Origin) : AgentOutput;

/// <summary>End it: it is not wanted any more.</summary>
public sealed record KillCommand(long Number) : AgentOutput;

/// <summary>Ask the cluster's manager; the answer comes as <see cref="ClusterSeen"/>.</summary>
public sealed record LookAtCluster(long Number) : AgentOutput;

/// <summary>Say this of the node.</summary>
public sealed record SayNode(NodeWord Word) : AgentOutput;

/// <summary>How far an order has come.</summary>
public sealed record MoveOrder(EffectId Id, OrderStage Stage, FailureKind Failure, string Text) : AgentOutput;

/// <summary>Something that people should find in the agent's log.</summary>
public sealed record Remark(Urgency Urgency, string Text) : AgentOutput;

/// <summary>Why a command runs: its environment tells it.</summary>
/// <param name="Step">Of what: `stop-cluster`, `stop-system`, `run-jobs`, …</param>
/// <param name="ByDeadline">The node does it by its own deadline, not by an order.</param>
/// <param name="By">When it has to be over; null when nothing says.</param>
public sealed record CommandOrigin(RunId Run, string Step, bool ByDeadline, TimeSpan? By, string Reason);

using System.Collections.Immutable;
using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;
using PowerController.Model.Sites;

namespace PowerController.Agent.Clusters;

/// <summary>What the commands of a look have answered.</summary>
/// <param name="Node">This node, as the cluster's manager knows it.</param>
/// <param name="Texts">Of a cluster whose manager is `command`.</param>
public sealed record ClusterAnswers(string Node, ImmutableArray<CommandResult> Results, ClusterTexts? Texts)
{
    /// <summary>All of it as one text.</summary>
    public string Text => string.Join('\n', Results.Select(result => result.Output));

    /// <summary>Every command ended by itself: what was cut short says nothing.</summary>
    public bool AreWhole => Results.Length > 0 && Results.All(result => result.Outcome == CommandOutcome.Exited);

    public bool Says(string words) => Text.Contains(words, StringComparison.OrdinalIgnoreCase);

    public IEnumerable<string> Lines => Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Reads the answers of one kind of manager. What it does not understand is unknown, never normal.</summary>
public delegate ClusterSight ClusterReader(ClusterAnswers answers);

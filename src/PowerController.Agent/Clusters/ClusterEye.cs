using System.Collections.Immutable;
using PowerController.Agent.Duties;
using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;

namespace PowerController.Agent.Clusters;

/// <summary>Asks a cluster's manager and reads what it says.</summary>
public static class ClusterEye
{
    /// <summary>Answers are read in the one language that the readers know.</summary>
    internal static readonly ImmutableSortedDictionary<string, string> Plain = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("LC_ALL", "C");

    public static async Task<ClusterSight> LookAsync(ICommandRunner commands, ClusterLook look, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<CommandResult>();
        foreach (var command in look.Commands)
        {
            var request = new CommandRequest(command, Limits.LookCommand, Plain) { OutputChars = Limits.LookChars };
            results.Add(await commands.RunAsync(request, null, cancellationToken).ConfigureAwait(false));
        }

        return look.Read(new ClusterAnswers(look.Node, results.ToImmutable(), look.Texts));
    }
}

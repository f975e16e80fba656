using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Commands;

/// <param name="Environment">Told to the command beside what this program has.</param>
public sealed record CommandRequest(CommandLine Command, TimeSpan Limit, ImmutableSortedDictionary<string, string> Environment)
{
    /// <summary>How much of the end of what it prints is kept.</summary>
    public int OutputChars { get; init; } = CommandLimits.OutputChars;

    public CommandRequest(CommandLine command, TimeSpan limit)
        : this(command, limit, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)) { }
}

/// <summary>Runs a program and tells how it ended. Never throws for what the program does or is.</summary>
public interface ICommandRunner
{
    /// <param name="said">Each line it prints, from whatever thread.</param>
    /// <param name="cancellationToken">It is not wanted any more: it is ended, and what it has started with it.</param>
    Task<CommandResult> RunAsync(CommandRequest request, Action<string>? said, CancellationToken cancellationToken);
}

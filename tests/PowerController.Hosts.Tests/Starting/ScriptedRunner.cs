using PowerController.Hosts.Commands;

namespace PowerController.Hosts.Tests.Starting;

/// <summary>Runs nothing, remembers what it was asked for, and says what the test wants.</summary>
internal sealed class ScriptedRunner(CommandOutcome outcome, int exitCode, string output) : ICommandRunner
{
    public List<CommandRequest> Requests { get; } = [];

    public Task<CommandResult> RunAsync(CommandRequest request, Action<string>? said, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(new CommandResult(outcome, exitCode, output));
    }
}

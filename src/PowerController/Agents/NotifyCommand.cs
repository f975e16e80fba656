using System.CommandLine;
using PowerController.Agent.Life;
using PowerController.CommandLine;
using PowerController.Model.Events;

namespace PowerController.Agents;

/// <summary>`powerctl notify`: scripts tell the agent on this host of a stop.</summary>
internal static class NotifyCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string More =
        """
        Examples:
          powerctl notify stop                     this node is being shut down: its output is cut afterwards
          powerctl notify reboot                   this node reboots: its output stays on
          powerctl notify stop --cluster           the whole cluster is being shut down, by its own tools
          powerctl notify stop --now               the system is on its way down already (a shutdown hook)

        For the final scripts of cluster managers and for systems without systemd; under systemd the agent sees a stop of the system itself.
        In a run of the site a notice changes nothing: the stop belongs to it. A notice that no stop follows is forgotten after ten minutes.

        Ends with 0 when told, 2 for wrong usage, 3 when no agent listens.
        """;

    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = "'stop' or 'reboot'" };
        kind.AcceptOnlyFromAmong("stop", "reboot");
        var cluster = new Option<bool>("--cluster") { Description = "The whole cluster, not this node alone" };
        var now = new Option<bool>("--now") { Description = "The operating system is on its way down already" };
        var name = new Option<string?>("--name") { Description = "The agent to tell, where several run on this host", HelpName = "NODE" };
        var state = new Option<string?>("--state") { Description = $"The agent's state directory (default: {AgentCommand.UsualState})", HelpName = "DIR" };
        var command = new DocumentedCommand("notify", "Tell the agent on this host that an administrator or a script stops the node or the cluster.", More) { kind, cluster, now, name, state };
        command.SetAction((parsed, cancel) => TellAsync(
            parsed, new StopNotice(parsed.GetRequiredValue(kind) == "reboot" ? AdministratorStop.Reboot : AdministratorStop.ShutDown, parsed.GetValue(cluster), parsed.GetValue(now)),
            parsed.GetValue(state) ?? AgentCommand.UsualState, parsed.GetValue(name), cancel));
        return command;
    }

    private static async Task<int> TellAsync(ParseResult parsed, StopNotice notice, string state, string? name, CancellationToken cancel)
    {
        var screen = Screen.OfProcess(parsed);
        if (PathOf(screen, state, name) is not { } path)
            return ExitCodes.NotReachable;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        var (answer, problem) = await NotifySocket.TellAsync(path, notice, limit.Token).ConfigureAwait(false);
        if (answer is null)
        {
            screen.Error.WriteLine($"{problem}. Is the agent running, and may you speak to it?");
            return ExitCodes.NotReachable;
        }

        screen.Line(answer);
        return ExitCodes.Done;
    }

    private static string? PathOf(Screen screen, string state, string? name)
    {
        if (name is not null)
            return NotifySocket.PathOf(state, name);
        string[] found = Directory.Exists(state) ? Directory.GetFiles(state, Path.GetFileName(NotifySocket.PathOf(state, "*"))) : [];
        if (found.Length == 1)
            return found[0];
        screen.Error.WriteLine(found.Length == 0
            ? $"No agent listens in {state}. Name its state directory with --state."
            : $"Several agents listen in {state}: say --name with one of {string.Join(", ", found.Select(Path.GetFileNameWithoutExtension))}.");
        return null;
    }
}

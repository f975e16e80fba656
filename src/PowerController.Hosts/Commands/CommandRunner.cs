using System.ComponentModel;
using System.Diagnostics;

namespace PowerController.Hosts.Commands;

/// <summary>Runs programs without a shell, each in a process group of its own, with a limit and with a bounded memory of what they printed.</summary>
public sealed class CommandRunner(TimeProvider time) : ICommandRunner
{
    public async Task<CommandResult> RunAsync(CommandRequest request, Action<string>? said, CancellationToken cancellationToken)
    {
        if (ProgramFinder.Find(request.Command.Words[0], out var problem) is not { } program)
            return new CommandResult(CommandOutcome.NotStarted, -1, problem!);
        using var process = new Process { StartInfo = StartOf(request, program) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return new CommandResult(CommandOutcome.NotStarted, -1, e.Message);
        }

        // A command that asks something finds nobody to answer.
        process.StandardInput.Close();
        var keeper = new OutputKeeper(said, request.OutputChars);
        using var reading = new CancellationTokenSource();
        var readers = Task.WhenAll(keeper.ReadAsync(process.StandardOutput, reading.Token), keeper.ReadAsync(process.StandardError, reading.Token));
        var outcome = await WaitAsync(process, request.Limit, cancellationToken).ConfigureAwait(false);
        await DrainAsync(readers, reading).ConfigureAwait(false);
        var exitCode = outcome == CommandOutcome.Exited ? process.ExitCode : -1;
        return new CommandResult(outcome, exitCode, keeper.ToString());
    }

    private static ProcessStartInfo StartOf(CommandRequest request, string program)
    {
        var start = new ProcessStartInfo
        {
            FileName = ProcessGroup.Starter ?? program,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/",
        };
        if (ProcessGroup.Starter is not null)
            start.ArgumentList.Add(program);
        foreach (var word in request.Command.Words[1..])
            start.ArgumentList.Add(word);
        foreach (var (name, value) in request.Environment)
            start.Environment[name] = value;
        return start;
    }

    private async Task<CommandOutcome> WaitAsync(Process process, TimeSpan limit, CancellationToken cancellationToken)
    {
        var exit = process.WaitForExitAsync(CancellationToken.None);
        using var giveUp = new CancellationTokenSource();
        var limitOver = Task.Delay(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, time, giveUp.Token);
        var unwanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => unwanted.TrySetResult()).ConfigureAwait(false);
        await Task.WhenAny(exit, limitOver, unwanted.Task).ConfigureAwait(false);
        await giveUp.CancelAsync().ConfigureAwait(false);
        if (exit.IsCompleted)
            return CommandOutcome.Exited;
        ProcessGroup.Ask(process);
        if (!await EndsWithin(exit, CommandLimits.KillGrace).ConfigureAwait(false))
        {
            ProcessGroup.Kill(process);
            await EndsWithin(exit, CommandLimits.AbandonAfter).ConfigureAwait(false);
        }

        return unwanted.Task.IsCompleted ? CommandOutcome.Killed : CommandOutcome.TimedOut;
    }

    private async Task<bool> EndsWithin(Task exit, TimeSpan within)
    {
        try
        {
            await exit.WaitAsync(within, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task DrainAsync(Task readers, CancellationTokenSource reading)
    {
        if (!await EndsWithin(readers, CommandLimits.DrainTime).ConfigureAwait(false))
            await reading.CancelAsync().ConfigureAwait(false);
    }
}

using PowerController.Agent.Systems;
using PowerController.Hosts.Commands;
using PowerController.Model.Events;

namespace PowerController.Agent.Tests.Systems;

public sealed class SystemWatchTests
{
    [Theory]
    [InlineData(CommandOutcome.Exited, "stopping", "1 poweroff.target start waiting", AdministratorStop.ShutDown)]
    [InlineData(CommandOutcome.Exited, "stopping", "1 reboot.target start waiting", AdministratorStop.Reboot)]
    [InlineData(CommandOutcome.Exited, "running", "1 poweroff.target start waiting", null)]
    [InlineData(CommandOutcome.Exited, "offline", "", null)]
    [InlineData(CommandOutcome.NotStarted, "there is no program systemctl on this host", "", null)]
    [InlineData(CommandOutcome.TimedOut, "stopping", "", null)]
    public async Task End_OfTheProgram_IsTheSystemsOnlyWhenTheSystemSaysSo(CommandOutcome outcome, string state, string jobs, AdministratorStop? kind)
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(kind, await SystemWatch.FindStopAsync(new Systemctl(outcome, state, jobs), CancellationToken.None));
    }

    private sealed class Systemctl(CommandOutcome outcome, string state, string jobs) : ICommandRunner
    {
        public Task<CommandResult> RunAsync(CommandRequest request, Action<string>? said, CancellationToken cancellationToken) =>
            Task.FromResult(request.Command.Words[1] == "is-system-running" ? new CommandResult(outcome, 1, state + "\n") : new CommandResult(CommandOutcome.Exited, 0, jobs));
    }
}

using PowerController.Hosts.Commands;
using PowerController.Hosts.Starting;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Tests.Starting;

public sealed class NodeReachTests
{
    private static readonly Node Server = new(
        "node1", "", "room", "10.0.0.1", new Supply([new PowerSource("UPS1", null)], 1), RestorePolicy.Ups, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(900),
        [new StartByOutput(), new StartByIpmi("10.0.0.9", "admin", new SecretFile("bmc"))], new StopBySsh("root", new SecretFile("id"), "poweroff"), []);

    [Theory]
    [InlineData(true, "Chassis Power is off", ProbeAnswer.Answers)]
    [InlineData(false, "Chassis Power is off", ProbeAnswer.PoweredOff)]
    [InlineData(false, "Chassis Power is on", ProbeAnswer.PoweredOn)]
    [InlineData(false, "", ProbeAnswer.NoAnswer)]
    public async Task Probe_OfANode_AsksItselfFirstAndThenItsController(bool answers, string output, ProbeAnswer expected) =>
        Assert.Equal(expected, await Of(new ScriptedRunner(CommandOutcome.Exited, 0, output), answers).ProbeAsync(Server, CancellationToken.None));

    [Fact]
    public async Task Start_SecretIsNotThere_NamesIt()
    {
        var result = await Of(new ScriptedRunner(CommandOutcome.Exited, 0, ""), false, secret: null).StartAsync(Server, Server.StartBy[1], CancellationToken.None);

        Assert.Equal(FailureKind.NotSupported, result.Failure);
        Assert.Contains("node1: the secret in bmc", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ByOutput_IsNotForUs() =>
        Assert.Equal(FailureKind.NotSupported, (await Of(new ScriptedRunner(CommandOutcome.Exited, 0, ""), false).StartAsync(Server, new StartByOutput(), CancellationToken.None)).Failure);

    [Fact]
    public async Task Stop_BySsh_RunsItsCommandThere()
    {
        var runner = new ScriptedRunner(CommandOutcome.Exited, 0, "");
        Assert.Null((await Of(runner, false).StopAsync(Server, CancellationToken.None)).Failure);
        Assert.Equal("poweroff", runner.Requests.Single().Command.Words[^1]);
    }

    [Fact]
    public async Task Stop_OfANodeWithAnAgent_IsRefused() =>
        Assert.Equal(FailureKind.NotSupported, (await Of(new ScriptedRunner(CommandOutcome.Exited, 0, ""), false).StopAsync(Server with { StopBy = new StopByAgent() }, CancellationToken.None)).Failure);

    private static NodeReach Of(ScriptedRunner runner, bool answers, string? secret = "pass") => new(
        new WakeOnLan(TimeProvider.System, () => []), new Ipmi(runner), new Redfish(TimeProvider.System, new CertificatePins(null)), new SshStopper(runner, "known"),
        new FixedReach(answers), _ => secret, _ => secret);

    private sealed class FixedReach(bool answers) : IReach
    {
        public Task<bool> AnswersAsync(string address, CancellationToken cancellationToken) => Task.FromResult(answers);
    }
}

using PowerController.Hosts.Commands;
using PowerController.Hosts.Starting;
using PowerController.Model.Events;

namespace PowerController.Hosts.Tests.Starting;

public sealed class ControllerTests
{
    [Theory]
    [InlineData("00:11:22:aa:BB:cc")]
    [InlineData("00-11-22-AA-BB-CC")]
    [InlineData("001122aabbcc")]
    public void MagicPacket_OfAnAddress_IsSixOnesAndSixteenTimesTheAddress(string mac)
    {
        var packet = MagicPacket.Of(mac)!;

        Assert.Equal(102, packet.Length);
        Assert.Equal("FFFFFFFFFFFF001122AABBCC001122AABBCC", Convert.ToHexString(packet.AsSpan(0, 18)));
        Assert.Equal("001122AABBCC", Convert.ToHexString(packet.AsSpan(96)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00:11:22:33:44")]
    [InlineData("00:11:22:33:44:55:66")]
    [InlineData("00:11:22:33:44:gg")]
    public void MagicPacket_OfNoAddress_IsNone(string mac) => Assert.Null(MagicPacket.Of(mac));

    [Theory]
    [InlineData("172.16.134.12", "255.255.255.0", "172.16.134.255")]
    [InlineData("10.1.2.3", "255.255.252.0", "10.1.3.255")]
    public void Broadcast_OfANetwork_HasAllHostBitsSet(string address, string mask, string broadcast) =>
        Assert.Equal(broadcast, WakeTargets.BroadcastOf(System.Net.IPAddress.Parse(address), System.Net.IPAddress.Parse(mask)).ToString());

    [Fact]
    public async Task Ipmi_PowerOn_KeepsThePasswordOffTheCommandLine()
    {
        var runner = new ScriptedRunner(CommandOutcome.Exited, 0, "Chassis Power Control: Up/On\n");
        var result = await new Ipmi(runner).PowerOnAsync("10.0.0.9", "admin", "s3cret", CancellationToken.None);

        var request = Assert.Single(runner.Requests);
        Assert.Null(result.Failure);
        Assert.Equal("ipmitool -I lanplus -H 10.0.0.9 -U admin -E chassis power on", request.Command.Text);
        Assert.Equal("s3cret", request.Environment["IPMI_PASSWORD"]);
        Assert.DoesNotContain("s3cret", result.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CommandOutcome.NotStarted, -1, "there is no program ipmitool", FailureKind.NotSupported)]
    [InlineData(CommandOutcome.TimedOut, -1, "", FailureKind.NoAnswer)]
    [InlineData(CommandOutcome.Exited, 1, "Error: Unable to establish IPMI v2 / RMCP+ session", FailureKind.NoAnswer)]
    [InlineData(CommandOutcome.Exited, 1, "Insufficient privilege level", FailureKind.Refused)]
    [InlineData(CommandOutcome.Exited, 1, "Invalid chassis power command", FailureKind.Failed)]
    public async Task Ipmi_Failure_IsToldByItsKind(CommandOutcome outcome, int exitCode, string output, FailureKind failure)
    {
        var result = await new Ipmi(new ScriptedRunner(outcome, exitCode, output)).PowerOnAsync("10.0.0.9", "admin", "x", CancellationToken.None);
        Assert.Equal(failure, result.Failure);
    }

    [Theory]
    [InlineData("Chassis Power is on\n", true)]
    [InlineData("Chassis Power is off\n", false)]
    [InlineData("something else", null)]
    public async Task Ipmi_Look_SaysWhetherThePowerIsOn(string output, bool? isOn) =>
        Assert.Equal(isOn, (await new Ipmi(new ScriptedRunner(CommandOutcome.Exited, 0, output)).LookAsync("10.0.0.9", "admin", "x", CancellationToken.None)).IsOn);

    [Theory]
    [InlineData(CommandOutcome.Exited, 0, "", null)]
    [InlineData(CommandOutcome.Exited, 255, "Connection to 10.0.0.1 closed by remote host.", null)]
    [InlineData(CommandOutcome.Exited, 255, "kex_exchange_identification: Connection closed by remote host", FailureKind.NoAnswer)]
    [InlineData(CommandOutcome.Exited, 255, "ssh: connect to host 10.0.0.1 port 22: Connection timed out", FailureKind.NoAnswer)]
    [InlineData(CommandOutcome.Exited, 255, "root@10.0.0.1: Permission denied (publickey).", FailureKind.Refused)]
    [InlineData(CommandOutcome.Exited, 255, "Host key verification failed.", FailureKind.Refused)]
    [InlineData(CommandOutcome.Exited, 1, "sudo: a password is required", FailureKind.Failed)]
    [InlineData(CommandOutcome.TimedOut, -1, "", FailureKind.NoAnswer)]
    public async Task Ssh_End_IsUnderstood(CommandOutcome outcome, int exitCode, string output, FailureKind? failure)
    {
        var runner = new ScriptedRunner(outcome, exitCode, output);
        var result = await new SshStopper(runner, "/state/known-hosts").StopAsync("10.0.0.1", "root", "/keys/id", "poweroff now", CancellationToken.None);

        Assert.Equal(failure, result.Failure);
        Assert.Equal(["--", "10.0.0.1", "poweroff now"], runner.Requests.Single().Command.Words[^3..]);
    }
}

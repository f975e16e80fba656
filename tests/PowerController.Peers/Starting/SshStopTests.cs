using PowerController.Hosts.Commands;
using PowerController.Hosts.Starting;
using PowerController.Model.Events;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Starting;

/// <summary>The stop by SSH against a real OpenSSH server on loopback.</summary>
public sealed class SshStopTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ssh-stop-").FullName;
    private readonly int _port = Places.FreeTcpPort();

    [Fact]
    public async Task Stop_OfARealServer_RunsItsCommandAndRemembersTheHost()
    {
        PeerProcess.Require("/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/ssh-keygen");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "A server that lets root in needs root.");
        await MakeKeyAsync("host");
        await MakeKeyAsync("user");
        await MakeKeyAsync("stranger");
        var stopper = new SshStopper(new CommandRunner(TimeProvider.System), At("known-hosts"), await ClientAsync());
        using (await StartAsync("host"))
        {
            Assert.Null((await stopper.StopAsync("127.0.0.1", "root", At("user"), $"echo 'it stops' > {At("stopped")}", CancellationToken.None)).Failure);
            Assert.Equal("it stops\n", await File.ReadAllTextAsync(At("stopped")));
            Assert.Equal(FailureKind.Failed, (await stopper.StopAsync("127.0.0.1", "root", At("user"), "exit 7", CancellationToken.None)).Failure);
            Assert.Equal(FailureKind.Refused, (await stopper.StopAsync("127.0.0.1", "root", At("stranger"), "true", CancellationToken.None)).Failure);
        }

        Assert.Equal(FailureKind.NoAnswer, (await stopper.StopAsync("127.0.0.1", "root", At("user"), "true", CancellationToken.None)).Failure);

        // Another machine at the same address gets nothing to do.
        using var other = await StartAsync("stranger");
        var result = await stopper.StopAsync("127.0.0.1", "root", At("user"), $"rm {At("stopped")}", CancellationToken.None);
        Assert.Equal(FailureKind.Refused, result.Failure);
        Assert.Contains(At("known-hosts"), result.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(At("stopped")));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string At(string name) => Path.Combine(_root, name);

    private Task<string> MakeKeyAsync(string name) => PeerProcess.RunAsync("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", At(name)]);

    private async Task<PeerProcess> StartAsync(string hostKey)
    {
        Directory.CreateDirectory("/run/sshd");
        await File.WriteAllTextAsync(At("authorized"), await File.ReadAllTextAsync(At("user.pub")));
        await File.WriteAllTextAsync(
            At("sshd.conf"),
            $"Port {_port}\nListenAddress 127.0.0.1\nHostKey {At(hostKey)}\nAuthorizedKeysFile {At("authorized")}\nPermitRootLogin yes\nStrictModes no\nUsePAM no\nPidFile none\nLogLevel VERBOSE\n");
        var server = PeerProcess.Start("/usr/sbin/sshd", ["-D", "-e", "-f", At("sshd.conf")]);
        await server.WaitForAsync("Server listening");
        return server;
    }

    // The product speaks to the usual port; this server has another.
    private async Task<string> ClientAsync()
    {
        await File.WriteAllTextAsync(At("ssh"), $"#!/bin/sh\nexec /usr/bin/ssh -F none -p {_port} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At("ssh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return At("ssh");
    }
}

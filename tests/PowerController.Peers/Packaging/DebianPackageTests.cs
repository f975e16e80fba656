using System.Text.Json;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Packaging;

/// <summary>The Debian package on this very machine: built, installed, run as its user, upgraded, removed, purged. Left alone where it is installed already.</summary>
public sealed class DebianPackageTests
{
    private const string State = "/var/lib/powercontroller";
    private const string Site = "/etc/powercontroller/site.yaml";

    [Fact]
    public async Task Package_InstalledRunUpgradedRemovedAndPurged_KeepsWhatItHasTo()
    {
        PeerProcess.Require("/usr/bin/dpkg", "/usr/bin/dpkg-deb", "/usr/bin/setpriv", "/usr/sbin/adduser", "/usr/bin/systemd-analyze");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root installs packages.");
        Assert.SkipWhen((await Command.TryAsync("/usr/bin/dpkg", "--status", "powercontroller")).Code == 0 || Directory.Exists(State), "A PowerController is installed here, and is left alone.");
        var work = Directory.CreateTempSubdirectory("pc-package").FullName;
        // Publishing takes minutes: one that was published before may be named.
        var program = Environment.GetEnvironmentVariable("POWERCTL_PROGRAM") ?? Path.Combine(work, "program");
        if (!Directory.Exists(program))
            await Command.RunAsync(At("packaging/publish"), "--beside", "linux-x64", program);
        var first = (await Command.RunAsync(At("packaging/debian/build"), "--program", program, "--version", "0.9.1", work)).Trim();
        var second = (await Command.RunAsync(At("packaging/debian/build"), "--program", program, "--version", "0.9.2", work)).Trim();
        try
        {
            Assert.Contains("there is no site yet", await Command.RunAsync("/usr/bin/dpkg", "--install", first), StringComparison.Ordinal);
            await InstalledAsItShouldAsync();
            File.Copy(At("config/site.yaml"), Site);
            var began = await RunAsync(work, "local", status => Assert.Equal("auto", status.GetProperty("operation").GetString()));

            await File.AppendAllTextAsync("/etc/default/powercontroller", "# changed here\n", TestContext.Current.CancellationToken);
            await Command.RunAsync("/usr/bin/dpkg", "--install", second);
            Assert.Contains("# changed here", await File.ReadAllTextAsync("/etc/default/powercontroller", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            // What was asked before the upgrade still holds: the journal went on.
            var again = await RunAsync(work, "auto", status => Assert.Equal("local", status.GetProperty("operation").GetString()));
            Assert.True(again > began, $"after the upgrade the last event is number {again}, before it was {began}");

            await Command.RunAsync("/usr/bin/dpkg", "--remove", "powercontroller");
            Assert.False(File.Exists("/usr/bin/powerctl"));
            Assert.True(Directory.Exists(Path.Combine(State, "journal")));
            Assert.True(File.Exists(Site));
        }
        finally
        {
            await Command.TryAsync("/usr/bin/dpkg", "--purge", "powercontroller");
            Directory.Delete(work, recursive: true);
        }

        Assert.False(Directory.Exists(State));
        Assert.False(Directory.Exists("/etc/powercontroller"));
        Assert.NotEqual(0, (await Command.TryAsync("/usr/bin/getent", "passwd", "powercontroller")).Code);
    }

    private static async Task InstalledAsItShouldAsync()
    {
        Assert.StartsWith("750 powercontroller powercontroller", await Command.RunAsync("/usr/bin/stat", "--format", "%a %U %G", State), StringComparison.Ordinal);
        Assert.StartsWith("750 root powercontroller", await Command.RunAsync("/usr/bin/stat", "--format", "%a %U %G", "/etc/powercontroller/secrets"), StringComparison.Ordinal);
        Assert.Contains("PowerController", await Command.RunAsync("/usr/bin/powerctl", "--help"), StringComparison.Ordinal);
        var (code, output) = await Command.TryAsync(
            "/usr/bin/systemd-analyze", "verify", "/usr/lib/systemd/system/powercontroller.service", "/usr/lib/systemd/system/powercontroller-agent.service");
        // It also speaks of the machine's other units; only what it says of ours counts.
        Assert.DoesNotContain("powercontroller", output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    // As systemd would, and as the unit says: the user, the directory for the socket, the words of sd_notify; and asks for something. Gives the number of the last event.
    private static async Task<long> RunAsync(string work, string request, Action<JsonElement> look)
    {
        // Not /run/powercontroller: a trial by root may have its socket there.
        var run = Path.Combine(work, "run");
        var socket = Path.Combine(run, "api.sock");
        await Command.RunAsync("/usr/bin/install", "-d", "-m", "0755", "-o", "powercontroller", "-g", "powercontroller", run);
        await Command.RunAsync("/usr/bin/chmod", "0755", work);
        using var systemd = new NotifySocket(Path.Combine(work, "notify"));
        using var program = PeerProcess.Start(
            "/usr/bin/setpriv",
            ["--reuid", "powercontroller", "--regid", "powercontroller", "--init-groups", "--inh-caps", "-all", .. ExecStart()],
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = systemd.Path, ["RUNTIME_DIRECTORY"] = run, ["STATE_DIRECTORY"] = State, ["HOME"] = State });
        await systemd.WaitForAsync("READY=1");

        look(await LeadingAsync(socket));
        await Command.RunAsync("/usr/bin/powerctl", request, "--socket", socket);
        Assert.StartsWith("660 powercontroller powercontroller", await Command.RunAsync("/usr/bin/stat", "--format", "%a %U %G", socket), StringComparison.Ordinal);
        // Somebody who is in no group of ours does not get in, and is told what it takes.
        var (code, output) = await Command.TryAsync("/usr/bin/setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "/usr/bin/powerctl", "status", "--socket", socket);
        Assert.True(code == 4, $"status as nobody ended with {code}: {output}");
        Assert.Contains("powercontroller", output, StringComparison.Ordinal);
        var last = (await JsonAsync("events", socket)).GetProperty("last").GetInt64();

        await Command.RunAsync("/usr/bin/kill", "-TERM", program.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await program.WaitForExitAsync();
        return last;
    }

    // Alone on its site it leads some seconds after its start; before that it takes no requests.
    private static async Task<JsonElement> LeadingAsync(string socket)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var status = await JsonAsync("status", socket);
            if (status.GetProperty("role").GetString() == "master")
                return status;
        }

        throw new InvalidOperationException("It never led.");
    }

    private static async Task<JsonElement> JsonAsync(string command, string socket)
    {
        // 1 stands for "found wanting": UPSes that were not heard yet, say.
        var (code, output) = await Command.TryAsync("/usr/bin/powerctl", command, "--json", "--socket", socket);
        Assert.True(code is 0 or 1, $"powerctl {command} ended with {code}:\n{output}");
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> ExecStart() =>
        File.ReadLines("/usr/lib/systemd/system/powercontroller.service")
            .First(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..]
            .Split(' ').Where(word => word != "$OPTIONS");

    private static string At(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "PowerController.sln")))
            root = root.Parent ?? throw new InvalidOperationException("This is not within the repository.");
        return Path.Combine(root.FullName, path);
    }
}

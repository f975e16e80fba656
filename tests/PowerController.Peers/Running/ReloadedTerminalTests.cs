using System.Diagnostics;
using PowerController.Benchmarks.Running;
using PowerController.Model.Runs;

namespace PowerController.Peers.Running;

/// <summary>The built program is told by SIGHUP that its configuration has changed.</summary>
public sealed class ReloadedTerminalTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly string _directory = Directory.CreateTempSubdirectory("powerctl-reload-").FullName;
    private readonly PlayedSite _site;
    private readonly DaemonProcess _terminal;

    public ReloadedTerminalTests()
    {
        _site = new PlayedSite(_directory);
        _terminal = _site.StartTerminal();
    }

    [Fact]
    public async Task Hangup_AfterAChange_PutsItInForceAndTellsIt_AndAfterAMistakeChangesNothingAndSaysWhy()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(DaemonProcess.Program), "The program has to be built.");
        var file = Path.Combine(_directory, "site.yaml");
        var written = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await Until(() => _site.Journal() is { State.Role: Role.Master }, "it to lead");

        var digest = _site.Journal()!.State.Digest;
        await File.WriteAllTextAsync(file, written.Replace("stopTimeout: 120s", "stopTimeout: 100s", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await HangUpAsync();
        await Until(() => Said("is in force") && Said("100"), "the change to be told");
        await Until(() => _site.Journal()!.State.Digest != digest, "the change to be in the journal");

        digest = _site.Journal()!.State.Digest;
        await File.WriteAllTextAsync(file, written.Replace("stopTimeout: 120s", "stopTimeout: soon", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await HangUpAsync();
        await Until(() => Said("changes nothing") && Said("'soon'"), "the mistake to be told");

        Assert.Equal(digest, _site.Journal()!.State.Digest);
        Assert.False(_terminal.HasExited);
    }

    public void Dispose()
    {
        _terminal.Dispose();
        _site.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task HangUpAsync()
    {
        using var kill = Process.Start("kill", ["-HUP", FormattableString.Invariant($"{_terminal.Id}")]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    private bool Said(string words)
    {
        lock (_terminal.Lines)
            return _terminal.Lines.Any(line => line.Contains(words, StringComparison.Ordinal));
    }

    private async Task Until(Func<bool> holds, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.False(_terminal.HasExited, $"It ended by itself: {string.Join(" | ", _terminal.Lines)}");
            Assert.True(Stopwatch.GetElapsedTime(began) < _patience, $"Waited in vain for {what}; it said: {string.Join(" | ", _terminal.Lines)}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}

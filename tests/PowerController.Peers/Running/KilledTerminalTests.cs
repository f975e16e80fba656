using System.Diagnostics;
using PowerController.Benchmarks.Running;
using PowerController.Model.Runs;

namespace PowerController.Peers.Running;

/// <summary>The built program as the control terminal of played machines, killed in the middle of an outage. `kills` of the benchmarks does it two hundred times.</summary>
public sealed class KilledTerminalTests : IDisposable
{
    private const int Kills = 6;

    private static readonly string[] _failing = ["UPS2", "UPS3", "UPS4"];
    // Slower than a soak: beside other tests a card that is given two seconds to answer needs more than a fifteenth of one.
    private const int Speed = 12;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);

    private readonly string _directory = Directory.CreateTempSubdirectory("powerctl-killed-").FullName;
    private readonly PlayedSite _site;
    private readonly Random _random;
    private readonly int _seed = Environment.TickCount & 0xffff;
    private DaemonProcess _terminal;
    private TimeSpan _killAt;
    private int _kills;

    public KilledTerminalTests()
    {
        _random = new Random(_seed);
        _site = new PlayedSite(_directory, Speed);
        _terminal = _site.StartTerminal();
        _killAt = _patience;
    }

    [Fact]
    public void Outage_WithATerminalThatIsKilledAgainAndAgain_ComesToItsEndAndNothingIsReplayed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(DaemonProcess.Program), "The program has to be built.");
        Until(() => _site.AllRun && _site.Journal() is { State: { Role: Role.Master } state } && state.Nodes.All(node => node.Power == NodePower.Up));
        foreach (var ups in _failing)
            _site.Cards.Fail(ups);
        NextKill();
        Until(() => _site.AllStopped && _failing.All(ups => !_site.Cards.Feeds(ups)));
        foreach (var ups in _failing)
            _site.Cards.Restore(ups);
        Until(() => _site.AllRun && _site.Journal() is { State.Runs.IsEmpty: true, Pages.Closed.IsEmpty: false });

        Assert.True(_kills > 0);
        Assert.Empty(_site.Replayed);
        Assert.All(_site.Journal()!.Pages.Closed, report => Assert.Empty(report.NotStarted));
    }

    public void Dispose()
    {
        _terminal.Dispose();
        _site.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Until(Func<bool> holds)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.False(_terminal.HasExited, $"seed {_seed}: it ended by itself: {string.Join(" | ", _terminal.Lines)}");
            Assert.True(Stopwatch.GetElapsedTime(began) < _patience, $"seed {_seed}, {_kills} kills: {string.Join(", ", _site.Machines)}; {string.Join(" | ", _terminal.Lines)}");
            if (_kills < Kills && _terminal.Age >= _killAt)
            {
                _terminal.Kill();
                _terminal.Dispose();
                _kills++;
                _terminal = _site.StartTerminal();
                NextKill();
            }

            Thread.Sleep(50);
        }
    }

    private void NextKill() => _killAt = TimeSpan.FromMilliseconds(_random.Next(500, 5000));
}

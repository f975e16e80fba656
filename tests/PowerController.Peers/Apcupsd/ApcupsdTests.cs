using System.Net;
using PowerController.Agent.Upses;
using PowerController.Model.Readings;
using PowerController.Peers.Processes;
using PowerController.Simulator.Cards;
using PowerController.Simulator.Cards.Physics;

namespace PowerController.Peers.Apcupsd;

/// <summary>A real apcupsd watches a simulated card, and what its own tool prints is read as an agent reads it.</summary>
/// <remarks>Debian's packages of apcupsd and NUT exclude each other; `tests/run` unpacks this one beside the system.</remarks>
public sealed class ApcupsdTests : IDisposable
{
    private const string Root = "/usr/local/lib/powercontroller-peers/apcupsd";
    private const string Daemon = $"{Root}/sbin/apcupsd";
    private const string Asker = $"{Root}/sbin/apcaccess";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("powercontroller-apcupsd-").FullName;
    private readonly CardFleet _fleet = new();
    private PeerProcess? _daemon;

    [Fact]
    public async Task Apcaccess_OfARealApcupsd_IsReadOnMainsAndOnBattery()
    {
        PeerProcess.Require(Daemon, Asker);
        using SimulatedCard card = new(CardProfile.Apc);
        card.Do(state => state.Physics.SetLoad(300));
        var port = Serve(_fleet.Add(card, new IPEndPoint(IPAddress.Loopback, 0)).ToString());

        var good = await ReadAsync(port, reading => reading.Source == OutputSource.Mains, "on mains");
        card.Look(state =>
        {
            Assert.Equal(state.Physics.Charge * 100, good.Charge!.Value.Value, 1.0);
            Assert.Equal(state.Physics.Runtime.TotalSeconds, good.RunTime!.Value.TotalSeconds, 61.0);
            Assert.Equal(state.Physics.OutputVolts, good.OutputVoltage!.Value.Value, 1.0);
            return true;
        });
        card.Do(state => state.Physics.FailInput());
        var failed = await ReadAsync(port, reading => reading.Source == OutputSource.Battery, "on battery");
        Assert.False(failed.Conditions.HasFlag(Conditions.LowBattery));
        card.Do(state => state.Physics.RestoreInput());
        await ReadAsync(port, reading => reading.Source == OutputSource.Mains, "on mains again");
    }

    public void Dispose()
    {
        _daemon?.Dispose();
        _fleet.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Its scripts, which would stop this machine, are looked for in a folder that has none.
    private int Serve(string card)
    {
        var port = Places.FreeTcpPort();
        var file = Path.Combine(_folder, "apcupsd.conf");
        File.WriteAllText(file, FormattableString.Invariant($"""
            ## apcupsd.conf v1.1 ##
            UPSCABLE ether
            UPSTYPE snmp
            DEVICE {card}:APC:public
            POLLTIME 1
            LOCKFILE {_folder}
            SCRIPTDIR {_folder}
            PWRFAILDIR {_folder}
            NOLOGINDIR {_folder}
            NOLOGON disable
            ONBATTERYDELAY 0
            BATTERYLEVEL -1
            MINUTES -1
            TIMEOUT 0
            NETSERVER on
            NISIP 127.0.0.1
            NISPORT {port}
            EVENTSFILE {_folder}/events
            STATFILE {_folder}/status
            STATTIME 0

            """));
        _daemon = PeerProcess.Start(Daemon, ["-b", "-f", file, "-P", Path.Combine(_folder, "pid")]);
        return port;
    }

    private async Task<Reading> ReadAsync(int port, Func<Reading, bool> holds, string what)
    {
        using CancellationTokenSource late = new(Patience);
        for (; ; )
        {
            var said = await PeerProcess.RunAsync(Asker, ["-u", "-h", FormattableString.Invariant($"127.0.0.1:{port}")]);
            if (UpsText.Read(said) is { } reading && holds(reading))
                return reading;
            if (late.IsCancellationRequested)
                Assert.Fail($"Not {what}: apcaccess says\n{said}\nand apcupsd\n{_daemon?.Output}");
            await Task.Delay(200, late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

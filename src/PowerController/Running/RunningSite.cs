using System.Net;
using PowerController.Devices.Polling;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Hosts.Keys;
using PowerController.Hosts.Life;
using PowerController.Running.Simulated;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Loop;
using PowerController.Snmp.Client;

namespace PowerController.Running;

/// <summary>A running control terminal with everything around it: state directory, keys, SNMP, traps, simulated machines where the site has some.</summary>
internal sealed class RunningSite : IDisposable
{
    private const int TrapPort = 162;

    /// <summary>Requests in flight at a time: ten thousand UPSes that all go silent at once still fit.</summary>
    private const int InFlight = 8192;

    private readonly Stack<IDisposable> _parts = new();

    private RunningSite(RunPlan plan, TimeProvider time)
    {
        Plan = plan;
        Time = time;
    }

    public RunPlan Plan { get; }

    public TimeProvider Time { get; }

    public TerminalProgram Program { get; private set; } = null!;

    public SimulatedSite? Simulated { get; private set; }

    public IOperatorDesk Desk { get; private set; } = null!;

    /// <summary>What went not quite well at the start, in an operator's words.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Everything open and ready; or the problem.</summary>
    public static RunningSite? Open(RunPlan plan, TimeProvider time, IEnumerable<ITurnFollower> followers, out string? problem)
    {
        var site = new RunningSite(plan, time);
        problem = site.OpenParts(followers);
        if (problem is null)
            return site;
        site.Dispose();
        return null;
    }

    /// <summary>Everything begins; or the problem.</summary>
    public string? Start()
    {
        INodeReach reach = Simulated is { } played ? played : new NoReach(Program.Loop);
        IOwnHost own = Simulated is { } host ? host : new OwnHost(Plan.StopCommand, Program.Loop);
        Program.Start(reach, own, _ => { }, null);
        return Simulated?.PowerOn(Program.Loop);
    }

    public void Dispose()
    {
        while (_parts.TryPop(out var part))
            part.Dispose();
        if (Plan.IsPassing && Directory.Exists(Plan.State))
            Directory.Delete(Plan.State, recursive: true);
    }

    private string? OpenParts(IEnumerable<ITurnFollower> followers)
    {
        if (StateLock.Take(Plan.State, out var problem) is not { } taken)
            return problem;
        _parts.Push(taken);
        var configuration = Plan.Directory ?? Plan.State;
        if (Plan.IsSimulated && new KeyMaking(KeyPlaces.Of(Plan.Site, Plan.State), TimeProvider.System).MakeMissing(Plan.Site).Problem is { } keys)
            return keys;
        var traps = new Traps();
        _parts.Push(traps);
        var heardAt = traps.Listen(Plan.IsSimulated ? new IPEndPoint(IPAddress.Loopback, 0) : new IPEndPoint(IPAddress.Any, TrapPort), Time, out var deaf);
        if (deaf is not null)
            Remarks.Add(deaf);
        if (Plan.IsSimulated)
            _parts.Push(Simulated = new SimulatedSite(Plan.Site, HostOf, heardAt ?? new IPEndPoint(IPAddress.Loopback, TrapPort), Time));
        return OpenProgram(followers, configuration, traps);
    }

    private string? OpenProgram(IEnumerable<ITurnFollower> followers, string configuration, Traps traps)
    {
        var client = new SnmpClient(new SnmpClientOptions { InFlightMax = InFlight }, Time);
        _parts.Push(client);
        var profiles = ProfileLibrary.BuiltIn;
        var secrets = new SecretReader(configuration);
        var upses = new UpsReach(client, new SnmpDrivers(profiles, Time), new SnmpChannels(client, secrets.Read), Simulated?.Cards);
        var plan = new TerminalPlan(
            Plan.Site, Plan.Configuration.Digest, Plan.Self, HostOf(Plan.Self), Plan.State, Time, upses, new SnmpPollTransport(client), profiles)
        {
            Followers = [.. followers],
            Speed = Plan.Speed,
        };
        if (TerminalProgram.Open(plan, out var problem) is not { } program)
            return problem;
        Program = program;
        _parts.Push(program);
        traps.To(program.Watch.Traps);
        Desk = new OperatorDesk(program.Loop, program.Snapshots, program.Readers, new DeskHelp(program.Watch));
        return null;
    }

    // On the default site every host is on this machine, and shares its keys.
    private HostPlan HostOf(string host) => new(Plan.Site, host, Plan.IsSimulated ? Plan.State : Plan.Directory!, null, Path.Combine(Plan.State, "hosts"));
}

using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Devices.Snmp;
using PowerController.Model.Sites;
using PowerController.Runtime.Readings;
using PowerController.Simulator.Cards;
using PowerController.Simulator.Cards.Physics;
using PowerController.Snmp.Agent;
using PowerController.Snmp.Client;
using UpsSettings = PowerController.Simulator.Cards.Physics.UpsSettings;

namespace PowerController.Simulator.Live;

/// <summary>Cards of UPSes that do not exist, on loopback: each at an address of its own, with real packets and real traps.</summary>
public sealed class SimulatedCards : IDisposable
{
    /// <summary>Load of a UPS whose machine is off: what a power supply on standby takes.</summary>
    private const double Standby = 0.02;

    private const string Reading = "public";
    private const string Writing = "private";

    private readonly SortedDictionary<string, Card> _cards = new(StringComparer.Ordinal);
    private readonly CardFleet _fleet;
    private readonly int _port;

    /// <param name="traps">Where traps go.</param>
    public SimulatedCards(Site site, IPEndPoint traps, TimeProvider time)
    {
        _fleet = new CardFleet(time);
        foreach (var ups in site.Upses)
        {
            if (ups.Connection is not SimulatedConnection simulated)
                continue;
            var address = AddressOf(_cards.Count);
            var physics = PhysicsOf(ups, simulated);
            var options = new CardOptions
            {
                Communities = [new AgentCommunity(Reading), new AgentCommunity(Writing, AgentRights.Write)],
                Identity = new CardIdentity { Name = ups.Name, Serial = string.Create(CultureInfo.InvariantCulture, $"SIM{_cards.Count + 1:D7}"), Location = ups.Description },
                Receivers = [new TrapReceiver(new SnmpTarget(traps, SnmpCredentials.V2c(Reading)))],
                TrapsFrom = address,
            };
            var profile = simulated.Profile.Contains("apc", StringComparison.OrdinalIgnoreCase) ? CardProfile.Apc : CardProfile.Rfc1628;
            _cards[ups.Name] = new Card(new SimulatedCard(profile, physics, options, time), address, simulated.Load.Value / 100 * physics.Specification.RatedWatts);
        }

        _port = _cards.Count == 0 ? 0 : _fleet.AddMany(_cards.Values.ToDictionary(card => card.Address, card => card.Sits));
    }

    public ImmutableArray<string> Names => [.. _cards.Keys];

    /// <summary>Of all of them.</summary>
    public int Port => _port;

    /// <summary>The way to a card by the client; null where the UPS is not simulated.</summary>
    public ClientChannel? ChannelTo(string ups, SnmpClient client)
    {
        if (!_cards.TryGetValue(ups, out var card))
            return null;
        var at = new IPEndPoint(card.Address, _port);
        return new ClientChannel(client, new SnmpTarget(at, SnmpCredentials.V2c(Reading)), new SnmpTarget(at, SnmpCredentials.V2c(Writing)));
    }

    public IPAddress? AddressOf(string ups) => _cards.GetValueOrDefault(ups)?.Address;

    public void Fail(string ups) => Do(ups, physics => physics.FailInput());

    public void Restore(string ups) => Do(ups, physics => physics.RestoreInput());

    public bool HasMains(string ups) => !_cards.TryGetValue(ups, out var card) || card.Sits.Look(state => state.Physics.InputVolts > 0);

    /// <summary>Whether what hangs on it gets power.</summary>
    public bool Feeds(string ups) => !_cards.TryGetValue(ups, out var card) || card.Sits.Look(state => state.Physics.OutputVolts > 0);

    /// <summary>The machine behind it draws power, or nearly none.</summary>
    public void Draws(string ups, bool draws)
    {
        if (_cards.TryGetValue(ups, out var card))
            card.Sits.Do(state => state.Physics.SetLoad(draws ? card.Watts : Standby * state.Physics.Specification.RatedWatts));
    }

    public void Dispose() => _fleet.Dispose();

    // 127.0.0.0/8 is this machine, all of it.
    private static IPAddress AddressOf(int place) => new([127, 2, (byte)((place + 1) >> 8), (byte)(place + 1)]);

    private static UpsPhysics PhysicsOf(Ups ups, SimulatedConnection simulated)
    {
        var usual = new UpsSpecification();
        var load = simulated.Load.Value / 100;
        var specification = usual with { RuntimeAtFullLoad = simulated.RunTime * Math.Pow(Math.Max(load, 0.02), usual.RuntimeExponent) };
        var physics = new UpsPhysics(specification, new UpsSettings
        {
            OutputVolts = (int)specification.NominalVolts,
            ShutoffDelay = ups.Settings.ShutoffDelay,
            LowBatteryDuration = ups.Settings.LowBatteryRunTime,
            ReturnDelay = ups.Settings.DiskProtectionTime,
            MinimumReturnPercent = (int)ups.Settings.ReturnCharge.Value,
            SleepTime = ups.Settings.SleepTime,
        });
        physics.SetLoad(load * specification.RatedWatts);
        return physics;
    }

    private void Do(string ups, Action<UpsPhysics> act)
    {
        if (_cards.TryGetValue(ups, out var card))
            card.Sits.Do(state => act(state.Physics));
    }

    private sealed record Card(SimulatedCard Sits, IPAddress Address, double Watts);
}

using System.Collections.Immutable;
using PowerController.Agent.Rules;
using PowerController.Coordination.Sealing;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Chance;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Talking;

namespace PowerController.Simulator.Worlds;

/// <summary>Everything of one night that is decided before it begins: the machines' own ways, and the script.</summary>
internal class WorldPlan
{
    /// <summary>One night in so many is replayed: enough to find what a state forgets, and a replay costs as much as the night.</summary>
    private const ulong ReplayedNights = 8;

    private readonly long[][] _clusterStopTimes;

    public WorldPlan(Ground ground, ulong seed, FaultLevel faults, ImmutableArray<Happening>? script = null)
    {
        Ground = ground;
        Seed = seed;
        Faults = faults;
        var dice = new Dice(seed, 1);
        EveryPoll = faults != FaultLevel.None && dice.Comes(4);
        Replays = seed % ReplayedNights == 0;
        WakeOnLanLoss = faults switch { FaultLevel.None => 0, FaultLevel.Some => 100, _ => 300 };
        _clusterStopTimes = [.. ground.Topology.Units.Select(unit => unit.Nodes
            .Select(_ => Share(unit.Cluster?.StopTimeout ?? TimeSpan.Zero, dice.Between(100, 900))).ToArray())];
        Script = script ?? ScriptWriter.Write(ground, seed, faults);
    }

    public Ground Ground { get; }

    public ulong Seed { get; }

    public FaultLevel Faults { get; }

    public bool EveryPoll { get; }

    /// <summary>Whoever starts again in this night plays its whole journal; in the other nights it goes on with the state that this would give.</summary>
    public bool Replays { get; }

    /// <summary>Hosts speak by the real coordination, in sealed datagrams; otherwise by a model of it that costs less.</summary>
    public bool RealCoordination { get; init; }

    public int WakeOnLanLoss { get; }

    public ImmutableArray<Happening> Script { get; }

    public virtual long ClusterStopTime(int unit, int node) =>
        _clusterStopTimes[unit][Ground.Topology.Units[unit].Nodes.IndexOf(node)];

    /// <summary>How long running work holds a shutdown back, in milliseconds.</summary>
    public virtual long GuardTime(Dice dice) => dice.Comes(800) ? dice.Seconds(0, 9) : dice.Seconds(10, 200);

    public virtual long WorkloadStopTime(Dice dice) => dice.Seconds(2, 35);

    public virtual long JobsTime(Dice dice) => dice.Seconds(1, 25);

    public virtual UpsModel[] BuildUpses()
    {
        var dice = new Dice(Seed, 5);
        var late = new Dice(Seed, 11);
        var topology = Ground.Topology;
        var upses = new UpsModel[topology.Upses.Length];
        for (var at = 0; at < upses.Length; at++)
        {
            var place = topology.Upses[at];
            var usual = 250L * place.Nodes.Length + 180L * place.Disks.Length + 60L * place.Terminals.Length;
            var scarce = Faults != FaultLevel.None && dice.Comes(Faults == FaultLevel.Some ? 40 : 120);
            var needed = Math.Max(Ground.Required[at], 120_000);
            // Ample or scarce, nothing between: whether a battery could have carried the plan must be beyond doubt.
            var runTime = scarce ? needed * dice.Between(30, 90) / 100 : needed * dice.Between(220, 500) / 100;
            if (place.Terminals.Length > 0)
                runTime *= 2;
            var card = CardOf(place, dice);
            if (Faults != FaultLevel.None && late.Comes(300))
                card = card with { TellsOffLate = late.Between(500, 3000) };
            upses[at] = new UpsModel(place.Ups, at, card, runTime, usual, dice.Seconds(1200, 7200));
            if (Faults != FaultLevel.None && dice.Comes(150))
                upses[at].Energy = upses[at].Capacity * dice.Between(60, 100) / 100;
        }

        return upses;
    }

    public virtual NodeModel[] BuildNodes()
    {
        var dice = new Dice(Seed, 6);
        var places = Ground.Topology.Nodes;
        var nodes = new NodeModel[places.Length];
        for (var at = 0; at < nodes.Length; at++)
        {
            var node = places[at].Node;
            nodes[at] = new NodeModel(node, places[at], at)
            {
                BootTime = Math.Min(dice.Seconds(30, 200), Share(node.StartLimit, 400)),
                JoinTime = Math.Min(dice.Seconds(3, 40), Share(node.StartLimit, 200)),
                OsStopTime = Share(node.OsStopTime, dice.Between(100, 900)),
                PowersOnWithInput = StartsByOutput(node),
            };
        }

        return nodes;
    }

    public virtual DiskModel[] BuildDisks()
    {
        var dice = new Dice(Seed, 7);
        return [.. Ground.Topology.Disks.Select((place, at) => new DiskModel(place.Disk, place, at)
        {
            SpinUpTime = Share(place.Disk.WarmUpTime, dice.Between(200, 950)),
            CanBeProbed = dice.Comes(600),
        })];
    }

    public TerminalModel[] BuildTerminals()
    {
        var dice = new Dice(Seed, 8);
        var topology = Ground.Topology;
        return [.. topology.Terminals.Select((place, at) =>
        {
            var terminal = new TerminalModel(place.Terminal, at, place.Node, Ground.Beginning, topology.Upses.Length, topology.Nodes.Length);
            for (var ups = 0; ups < topology.Upses.Length; ups++)
                terminal.PollPhase[ups] = dice.Between(1, (long)Ground.Site.Timing.PollInterval.TotalMilliseconds);
            return terminal;
        })];
    }

    // Nobody is left to turn the output of a terminal on: only a card that comes back by itself will do for it.
    private CardKind CardOf(UpsPlace place, Dice dice) =>
        Card(dice) is var card && place.Terminals.Length > 0 ? card with { ReturnsAfterMainsCut = true } : card;

    /// <summary>The rules of agents; the real ones, unless a test plays broken ones.</summary>
    public virtual AgentStep Step(AgentState state, AgentInput input) => AgentCore.Step(state, input);

    /// <summary>What every host has pinned of a terminal.</summary>
    public virtual VerifyingKey PinnedKey(string terminal) => new QuickVerifyingKey(terminal);

    private CardKind Card(Dice dice)
    {
        if (Faults == FaultLevel.None)
            return CardKind.Plain;
        var card = new CardKind(
            dice.OneOf([60_000L, 60_000L, 60_000L, 10_000L]),
            dice.Comes(300),
            dice.Comes(150),
            !dice.Comes(100),
            !dice.Comes(200),
            !dice.Comes(200),
            dice.Comes(200),
            !dice.Comes(300));
        // Where nobody is left to turn anything on, only cards that come back by themselves will do: no decision could make up for another one.
        return Ground.Site.Terminals.Any(terminal => terminal.Node is null) ? card : card with { CancelsOnReturn = false, ReturnsAfterMainsCut = true };
    }

    private static bool StartsByOutput(Node node)
    {
        foreach (var way in node.StartBy)
        {
            if (way is StartByOutput)
                return true;
        }

        return false;
    }

    private static long Share(TimeSpan whole, long permille) => (long)whole.TotalMilliseconds * permille / 1000;
}

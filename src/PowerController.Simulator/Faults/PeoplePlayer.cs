using PowerController.Model.Events;
using PowerController.Simulator.Queue;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Faults;

/// <summary>Happenings around the programs of the terminals: crashes, changes of master, and what people and schedules ask of them.</summary>
internal sealed class PeoplePlayer(World world)
{
    /// <summary>So long until people notice that a terminal leads in LOCAL although they have ended their maintenance.</summary>
    private const long NoticedAfter = 60_000;

    private SwitchToAuto? _backToAuto;

    /// <summary>A terminal that was away while maintenance ended, or while nobody could be asked, leads now.</summary>
    public void LeadsInLocal()
    {
        if (_backToAuto is not null)
            world.Queue.Put(world.Now + NoticedAfter, What.PeopleLook, 0);
    }

    /// <summary>Whoever has ended a maintenance sees to it that it is ended.</summary>
    public void Look()
    {
        if (_backToAuto is not { } auto)
            return;
        foreach (var terminal in world.Terminals)
        {
            if (terminal is { Runs: true, State: { Role: Model.Runs.Role.Master, Operation: Model.Runs.Operation.Local } })
                world.Programs.Take(terminal, new OperatorAsked(terminal.Clock(world.Now), "operator", "console", auto));
        }
    }

    public void Do(Happening happening)
    {
        switch (happening)
        {
            case ControllerCrashes crash:
                var terminal = world.Terminals[world.Topology.Terminal(crash.Terminal)];
                terminal.WallJump += crash.WallJump;
                if (crash.AfterEvents == 0)
                    world.Programs.Crash(terminal, crash.DownFor);
                else if (terminal.Runs)
                    (terminal.CrashAfter, terminal.CrashEffects, terminal.CrashDownFor) = (crash.AfterEvents, crash.EffectsOut, crash.DownFor);
                break;
            case MasterChanges change:
                world.Mastership.ChangeMaster(world.Topology.Terminal(change.Terminal), change.OldHearsAfter);
                break;
            case SomebodyAsks asks:
                _backToAuto = asks.Request switch
                {
                    SwitchToLocal => null,
                    SwitchToAuto { Answer: not AutoAnswer.Ask } auto => auto,
                    _ => _backToAuto,
                };
                ToAll(at => new OperatorAsked(at, "operator", "console", asks.Request));
                break;
            case ScheduleAsks asks:
                ToAll(at => new PlannedAsked(at, "weekdays", asks.Unit, asks.On,
                    asks.On || asks.ReturnAfter < 0 ? null : at + TimeSpan.FromMilliseconds(asks.ReturnAfter)));
                break;
            case AdministratorStops stops:
                AdministratorStop(stops);
                break;
            case ConfigurationReplaced:
                var next = world.Site with { Upses = world.Site.Upses.SetItem(0, world.Site.Upses[0] with { Description = "checked last week" }) };
                ToAll(at => new ConfigurationChanged(at, next, "another remark"));
                break;
            default:
                throw new Model.InvariantViolation($"Nothing happens for {happening.GetType().Name}.");
        }
    }

    private void AdministratorStop(AdministratorStops stops)
    {
        var reboots = stops.Kind == Model.Events.AdministratorStop.Reboot;
        var alone = world.Topology.Node(stops.Name);
        var nodes = alone >= 0 ? [world.Nodes[alone]] : world.Topology.Units[world.Topology.Unit(stops.Name)].Nodes.Select(at => world.Nodes[at]).ToArray();
        if (!nodes.Any(node => node.AgentRuns))
            return;
        if (world.Talk is null)
            ToAll(at => new AdministratorStopped(at, stops.Name, stops.Kind));
        else if (alone < 0)
            world.Talk.Announce(nodes.First(node => node.AgentRuns), stops.Kind);
        foreach (var node in nodes)
        {
            node.Troubled = true;
            node.StaysOff |= !reboots && node.Os == Physics.Os.Running;
            world.Life.BeginOsStop(node, reboots, "an administrator stops it");
        }
    }

    // What people ask reaches the terminal that leads, or whichever runs when nobody does.
    private void ToAll(Func<TimeSpan, PowerEvent> happened)
    {
        foreach (var terminal in world.Terminals)
        {
            if (terminal.Runs)
                world.Programs.Take(terminal, happened(terminal.Clock(world.Now)));
        }
    }
}

using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulator.Faults;

/// <summary>Lets the happenings of a script happen.</summary>
internal sealed class ScriptPlayer(World world)
{
    /// <summary>So long after an outage no UPS tests itself: its battery is being charged.</summary>
    private const long NoTestAfterOutage = 60_000;

    private const int Begins = -1;

    private readonly PeoplePlayer _people = new(world);
    private readonly PatientPeople _patient = new(world);
    private int _left;

    public bool AllPlayed => _left == 0;

    /// <summary>When the last happening was over.</summary>
    public long LastAt { get; private set; }

    /// <summary>A terminal runs: what could be asked of nobody is asked now, in the order in which people wanted it.</summary>
    public void SomebodyListens()
    {
        foreach (var at in _patient.TakeWaiting())
            world.Queue.Put(_patient.AskFrom, What.Script, at, Begins);
    }

    public void PeopleLook() => _people.Look();

    public void LeadsInLocal() => _people.LeadsInLocal();

    public void Begin()
    {
        _left = world.Plan.Script.Length;
        for (var at = 0; at < world.Plan.Script.Length; at++)
            world.Queue.Put(world.Plan.Script[at].At, What.Script, at, Begins);
    }

    public void Due(int at, int step)
    {
        var happening = world.Plan.Script[at];
        if (step == Begins && _patient.AskLater(happening) is { } later)
        {
            if (later > world.Now)
                world.Queue.Put(later, What.Script, at, Begins);
            else
                _patient.Wait(at);
            return;
        }

        LastAt = world.Now;
        if (step == Begins)
        {
            world.Coverage.Add(happening);
            world.Story?.Tell(world.Now, HappeningText.Of(happening));
            var steps = Start(happening);
            if (steps == 0)
            {
                _left--;
                return;
            }

            for (var one = 0; one < steps; one++)
                world.Queue.Put(world.Now + StepAfter(happening, one), What.Script, at, one);
            return;
        }

        Continue(happening, step);
        if (step == StepsOf(happening) - 1)
            _left--;
    }

    private static int StepsOf(Happening happening) => happening switch
    {
        Flapping flapping => flapping.Times * 2 - 1,
        _ => happening.Lasting > 0 ? 1 : 0,
    };

    private static long StepAfter(Happening happening, int step) => happening switch
    {
        Flapping flapping => (step + 2) / 2 * flapping.Off + (step + 1) / 2 * flapping.On,
        _ => happening.Lasting,
    };

    private int Start(Happening happening)
    {
        switch (happening)
        {
            case Outage outage:
                Mains(outage.Upses, false, outage.Volts);
                break;
            case MainsOff off:
                Mains(off.Upses, false, 0);
                break;
            case MainsOn on:
                Mains(on.Upses, true, 0);
                break;
            case Flapping flapping:
                Mains(flapping.Upses, false, 0);
                break;
            case CardSilent or CardMisreads or BatteryWorn or IgnoresCuts or RefusesCuts or WrongDelay:
                Card(happening);
                break;
            case NodeFails fails:
                Node(fails);
                break;
            case DiskSlow slow:
                world.Disks[world.Topology.Disk(slow.Disk)].SpinUpTime = slow.SpinUp;
                break;
            case MessagesLost or MessagesSlow or MessagesDoubled or NodeCutOff or TerminalCutOff:
                Net(happening);
                break;
            default:
                _people.Do(happening);
                break;
        }

        return StepsOf(happening);
    }

    private void Continue(Happening happening, int step)
    {
        switch (happening)
        {
            case Outage outage:
                Mains(outage.Upses, true, 0);
                break;
            case Flapping flapping:
                Mains(flapping.Upses, step % 2 == 0, 0);
                break;
            case CardSilent silent:
                world.Polls.Touch(world.Topology.Ups(silent.Ups));
                break;
            case CardMisreads misreads:
                world.Polls.Touch(world.Topology.Ups(misreads.Ups));
                break;
            case MessagesLost or NodeCutOff or TerminalCutOff:
                world.Words.Healed();
                world.Polls.TouchAll();
                break;
            default:
                break;
        }
    }

    private void Mains(IReadOnlyList<string> upses, bool on, int volts)
    {
        foreach (var name in upses)
        {
            var ups = world.Upses[world.Topology.Ups(name)];
            ups.Troubles.LeftVolts = volts;
            if (on)
                world.Power.MainsBack(ups.Position);
            else
                world.Power.MainsLost(ups.Position);
        }
    }

    private void Card(Happening happening)
    {
        var ups = world.Upses[world.Topology.Ups(happening switch
        {
            CardSilent silent => silent.Ups,
            CardMisreads misreads => misreads.Ups,
            BatteryWorn worn => worn.Ups,
            IgnoresCuts ignores => ignores.Ups,
            RefusesCuts refuses => refuses.Ups,
            WrongDelay wrong => wrong.Ups,
            _ => throw new Model.InvariantViolation("No card's happening."),
        })];
        ups.Settle(world.Now);
        var troubles = ups.Troubles;
        switch (happening)
        {
            case CardSilent silent:
                ups.SilentFrom = ups.SilentUntil > world.Now ? ups.SilentFrom : world.Now;
                ups.SilentUntil = Math.Max(ups.SilentUntil, world.Now + silent.Lasts);
                troubles.WasSilent = true;
                break;
            case CardMisreads misreads:
                Misread(ups, misreads);
                break;
            case BatteryWorn worn:
                troubles.ChargeStuck = ups.ChargePercent;
                troubles.Worn = true;
                ups.Energy = ups.Energy * worn.LeftPercent / 100;
                world.Power.Changed(ups, PowerLoss.Exhausted);
                break;
            case IgnoresCuts ignores:
                troubles.DisobeysCuts = true;
                troubles.IgnoresCutsOnMains += ignores.Times;
                break;
            case RefusesCuts refuses:
                troubles.DisobeysCuts = true;
                troubles.RefusesCuts += refuses.Times;
                break;
            case WrongDelay wrong:
                troubles.DisobeysCuts = true;
                troubles.DelayPercent = wrong.Percent;
                break;
            default:
                break;
        }

        world.Polls.Touch(ups.Position);
    }

    private void Misread(UpsModel ups, CardMisreads misreads)
    {
        var until = world.Now + misreads.Lasts;
        var troubles = ups.Troubles;
        switch (misreads.Trouble)
        {
            case CardTrouble.ReadsOff:
                troubles.OffInPassing = until;
                break;
            case CardTrouble.Calibrates or CardTrouble.TestsItself when !ups.Mains || (ups.MainsSince > 0 && world.Now - ups.MainsSince < NoTestAfterOutage):
                // No UPS begins a test on battery, or while it recharges.
                break;
            case CardTrouble.Calibrates or CardTrouble.TestsItself:
                troubles.TestUntil = until;
                troubles.TestKind = misreads.Shows;
                break;
            case CardTrouble.BogusShortRunTime or CardTrouble.BogusLongRunTime:
                troubles.RunTimeBogusUntil = until;
                troubles.BogusRunTime = misreads.Trouble == CardTrouble.BogusShortRunTime ? 0 : 86_400_000;
                break;
            case CardTrouble.LowBatteryOnMains:
                troubles.LowOnMainsUntil = until;
                break;
            case CardTrouble.TooHot:
                troubles.Hot = until;
                break;
            case CardTrouble.TellsNoState:
                troubles.StateUnknown = until;
                troubles.WasSilent = true;
                break;
            case CardTrouble.TellsNoValues:
                troubles.Mute = until;
                break;
            default:
                troubles.AlarmUntil = until;
                troubles.Alarm = misreads.Shows;
                break;
        }
    }

    private void Node(NodeFails fails)
    {
        var node = world.Nodes[world.Topology.Node(fails.Node)];
        node.Troubled = true;
        switch (fails.Trouble)
        {
            case NodeTrouble.HangsInClusterStop:
                node.ClusterStopHangs = true;
                break;
            case NodeTrouble.FailsClusterStop:
                node.ClusterStopFails = true;
                break;
            case NodeTrouble.HangsInOsStop or NodeTrouble.HangsMutelyInOsStop:
                node.OsStopHangs = true;
                node.HangsMute = fails.Trouble == NodeTrouble.HangsMutelyInOsStop;
                break;
            case NodeTrouble.AgentDies:
                AgentDies(node);
                break;
            case NodeTrouble.CrashesAndComesBack:
                world.Life.Crash(node, true);
                break;
            case NodeTrouble.CrashesAndStaysOff:
                world.Life.Crash(node, false);
                break;
            case NodeTrouble.HangsInBootOnce:
                node.BootsThatHang++;
                break;
            default:
                node.InputsWithoutStart++;
                break;
        }
    }

    private void AgentDies(Physics.NodeModel node)
    {
        if (!node.AgentRuns)
            return;
        (node.AgentGone, node.AgentGoneAt) = (true, world.Now);
        world.Words.GoesQuiet(node);
        foreach (var terminal in world.Terminals)
        {
            if (terminal.OnNode == node.Position)
                world.Programs.Crash(terminal, -1);
        }
    }

    private void Net(Happening happening)
    {
        var until = world.Now + happening.Lasting;
        switch (happening)
        {
            case MessagesLost lost:
                (world.Network.LossUntil, world.Network.LossPermille) = (until, lost.Permille);
                break;
            case MessagesSlow slow:
                (world.Network.SlowUntil, world.Network.SlowestDelay) = (until, slow.Slowest);
                break;
            case MessagesDoubled:
                world.Network.DoublesUntil = until;
                break;
            case NodeCutOff off:
                world.Network.IsolateNode(world.Topology.Node(off.Node), world.Now, until);
                world.Nodes[world.Topology.Node(off.Node)].Troubled = true;
                world.Words.Healed();
                break;
            case TerminalCutOff off:
                world.Network.IsolateTerminal(world.Topology.Terminal(off.Terminal), world.Now, until);
                world.Words.Healed();
                break;
            default:
                break;
        }

        world.Polls.TouchAll();
    }
}

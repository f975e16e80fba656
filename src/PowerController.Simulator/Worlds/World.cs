using PowerController.Model;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Simulator.Chance;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Queue;
using PowerController.Simulator.Talking;

namespace PowerController.Simulator.Worlds;

/// <summary>A site that does not exist, in virtual time. What decides in it is real.</summary>
internal sealed class World : IDisposable
{
    private readonly DecisionCore _decide;
    private StoryHash _hash;

    public World(WorldPlan plan, DecisionCore decide, Judge judge, Story? story)
    {
        Plan = plan;
        _decide = decide;
        Judge = judge;
        Story = story;
        Topology = plan.Ground.Topology;
        Upses = plan.BuildUpses();
        Nodes = plan.BuildNodes();
        Disks = plan.BuildDisks();
        Terminals = plan.BuildTerminals();
        Network = new Network(new Dice(plan.Seed, 3), Topology.Terminals, Nodes.Length);
        Dice = new Dice(plan.Seed, 4);
        Coverage = new Coverage();
        Power = new PowerFlow(this);
        Life = new NodeLife(this);
        Words = new AgentWords(this);
        Polls = new PollLoop(this);
        Programs = new TerminalPrograms(this);
        Mastership = new Mastership(this);
        Effects = new EffectCarrier(this);
        Cards = new CardCommands(this);
        Agents = new AgentCommands(this);
        Script = new ScriptPlayer(this);
        Talk = plan.RealCoordination ? new Conversation(this) : null;
        judge.Begin(this);
    }

    public WorldPlan Plan { get; }

    public Site Site => Topology.Site;

    public Topology Topology { get; }

    public long Now { get; internal set; }

    public DueQueue Queue { get; } = new();

    public Judge Judge { get; }

    public Story? Story { get; }

    public Coverage Coverage { get; }

    public UpsModel[] Upses { get; }

    public NodeModel[] Nodes { get; }

    public DiskModel[] Disks { get; }

    public TerminalModel[] Terminals { get; }

    public Network Network { get; }

    /// <summary>Chance of what is no message: durations drawn while the night goes on.</summary>
    public Dice Dice { get; }

    public PowerFlow Power { get; }

    public NodeLife Life { get; }

    public AgentWords Words { get; }

    public PollLoop Polls { get; }

    public TerminalPrograms Programs { get; }

    public Mastership Mastership { get; }

    public EffectCarrier Effects { get; }

    public CardCommands Cards { get; }

    public AgentCommands Agents { get; }

    public ScriptPlayer Script { get; }

    /// <summary>The real coordination; null in a night that plays the model of it.</summary>
    public Conversation? Talk { get; }

    public int Events { get; private set; }

    public ulong Hash => _hash.Value;

    /// <summary>Plays the night until everything has happened and the site is at rest, a checker has found something, or time is up.</summary>
    public void Play(long until)
    {
        Power.Loads();
        Programs.Begin();
        Talk?.Begin();
        Script.Begin();
        var dueCount = 0;
        while (Queue.Count > 0 && Judge.Violation is null)
        {
            var due = Queue.Take();
            if (due.At > until)
            {
                Now = until;
                break;
            }

            Require.That(++dueCount < (Talk is null ? Limits.EventsPerNight : Limits.EventsPerTalkingNight), "A night ends.");
            Now = due.At;
            Dispatch(in due);
            if (Script.AllPlayed && Judge.AtRest())
                break;
        }

        Judge.End();
    }

    public PowerController.Decisions.Decision Decide(SiteState state, PowerEvent happened)
    {
        Events++;
        return _decide(state, happened);
    }

    /// <summary>Since when mains is good everywhere, the network whole, a terminal running, and nothing more has happened.</summary>
    public long QuietSince()
    {
        var since = Math.Max(Script.LastAt, Network.HealedAt);
        foreach (var ups in Upses)
            since = Math.Max(since, ups.Mains ? ups.MainsSince : Now);
        foreach (var terminal in Terminals)
            since = Math.Max(since, terminal.Runs ? terminal.StartedAt : since);
        return Script.AllPlayed ? since : Now;
    }

    public void Dispose() => Talk?.Dispose();

    public void Mix(long value) => _hash.Add(value);

    private void Dispatch(in Due due)
    {
        if (due.What != What.Poll)
        {
            _hash.Add(due.At);
            _hash.Add(((long)due.What << 48) ^ ((long)due.Subject << 24) ^ due.Detail);
        }

        switch (due.What)
        {
            case What.Script:
                Script.Due(due.Subject, due.Detail);
                break;
            case What.BatteryEmpty:
                Power.BatteryEmpty(due.Subject, due.Stamp);
                break;
            case What.Countdown:
                Power.CountdownOver(due.Subject, due.Detail, due.Stamp);
                break;
            case What.OutputReturns:
                Power.OutputReturns(due.Subject, due.Detail, due.Stamp);
                break;
            case What.Poll:
                Polls.Due(due.Subject, due.Detail, due.At, due.Stamp);
                break;
            case What.CardAwake:
                Polls.Touch(due.Subject);
                break;
            case What.NodeStep:
                Life.Step(due.Subject, (NodeStep)due.Detail, due.Stamp);
                break;
            case What.NodeDeadline:
                Life.Deadline(due.Subject, due.Stamp);
                break;
            case What.DiskReady:
                Power.DiskReady(due.Subject, due.Stamp);
                break;
            case What.AgentHeard:
                Words.Arrive(due.Subject, due.Detail, due.Stamp, (SpokenWord)due.Load!);
                break;
            case What.AgentMissed:
                Words.Missed(due.Subject, due.Detail, due.Stamp);
                break;
            case What.ClusterTold:
                Words.ClusterArrives(due.Subject, due.Detail);
                break;
            case What.Command:
                Effects.Arrive(due.Subject, due.Stamp, (Carried)due.Load!);
                break;
            case What.Result:
                Effects.ResultArrives(due.Subject, due.Stamp, (EffectResult)due.Load!);
                break;
            case What.Wake:
                Programs.Wake(due.Subject, due.Stamp);
                break;
            case What.Election or What.Claim or What.RunsTold:
                Mastership.Come(in due);
                break;
            case What.TerminalStarts:
                Programs.Start(due.Subject, due.Stamp);
                break;
            case What.PeersAgree:
                Effects.PeersAgree(due.Subject, due.Detail, due.Stamp);
                break;
            case What.PeopleLook:
                Script.PeopleLook();
                break;
            case What.Heal:
                Words.Healed();
                Polls.TouchAll();
                break;
            default:
                Require.That(Talk is not null, "Datagrams come only where hosts speak for real.");
                Talk!.Come(in due);
                break;
        }
    }
}

using System.Collections.Immutable;
using PowerController.Agent.Rules;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Agent.Tests.Rules;

/// <summary>An agent's core with a clock that the test moves, and everything it wanted done.</summary>
internal sealed class AgentOnTrial
{
    public static readonly RunId Run = new(65, 1);

    private int _effect;

    public AgentOnTrial(NodeDuties duties, bool freshBoot = true)
    {
        State = AgentState.Of(duties, 7, freshBoot, TimeSpan.Zero, RunId.None);
        Wake();
    }

    public AgentState State { get; private set; }

    public TimeSpan Now { get; private set; }

    public List<AgentOutput> Outputs { get; } = [];

    public AgentWord? Word => State.Said?.Word;

    public IEnumerable<RunCommand> Commands => Outputs.OfType<RunCommand>();

    public IEnumerable<string> CommandTexts => Commands.Select(command => command.Command.Text);

    public IEnumerable<MoveOrder> Ended(Effect order) => Outputs.OfType<MoveOrder>().Where(move => move.Id == order.Id && move.Stage is OrderStage.Done or OrderStage.Failed);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public static NodeDuties Server() => new(
        "node1", null, [], false, false, Ways("poweroff", "poweroff --force"), Ways("reboot"), [], [], [], [], [], []);

    public static NodeDuties ClusterNode() => Server() with
    {
        Cluster = "cluster",
        ClusterStop = Ways("stop-cluster --all"),
        CanLook = true,
        Jobs = [new JobDuty("save", JobTime.PowerOff, CommandLine.Parse("save"), Seconds(30)), new JobDuty("copy", JobTime.PowerOff, CommandLine.Parse("copy"), Seconds(60))],
        Guards = [new GuardDuty("batch", CommandLine.Parse("batch-idle"), Seconds(5), Seconds(10))],
        Workloads =
        [
            new WorkloadDuty("database", CommandLine.Parse("owns database"), [], [Step("watch off")], [Step("watch on")],
                [Step("stop listener"), Step("stop database") with { Gone = CommandLine.Parse("database is gone") }]),
            new WorkloadDuty("web", null, [], [], [], [Step("stop web")]),
        ],
        Quiet = Ways("quiet all"),
        Unquiet = Ways("unquiet all"),
        WarnUsers = Ways("wall stop"),
    };

    public EffectId NextId() => new(Run, ++_effect);

    public T Order<T>(T order)
        where T : Effect
    {
        Give(new OrderCame(Now, order));
        return order;
    }

    public OrderOsStop OsStop(double by = 60, bool forced = false) => Order(new OrderOsStop(NextId(), "node1", Now + Seconds(by), forced, "the power has failed"));

    public OrderClusterStop ClusterStop(double by = 120) => Order(new OrderClusterStop(NextId(), "cluster", "node1", Now + Seconds(by), "the power has failed"));

    public RunJobs Jobs(double by = 100, params ImmutableArray<string> names) =>
        Order(new RunJobs(NextId(), "node1", JobTime.PowerOff, names.IsEmpty ? ["save", "copy"] : names, Now + Seconds(by), "registered"));

    public void Told() => Order(new TellDeadlines(NextId(), "node1", Now + Seconds(150), Now + Seconds(210), "so that it goes on by itself"));

    public void Give(AgentInput input)
    {
        var step = AgentCore.Step(State, input);
        State = step.State;
        Outputs.AddRange(step.Outputs);
    }

    public void Wake() => Give(new TimePassed(Now));

    /// <summary>Time passes; the core is woken whenever it wants to be.</summary>
    public void Pass(double seconds)
    {
        var until = Now + Seconds(seconds);
        while (AgentCore.DueAt(State) is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            var before = State;
            Wake();
            Assert.False(ReferenceEquals(before, State) && due <= Now, "A due moment moves something.");
        }

        Now = until;
        Wake();
    }

    /// <summary>The last command of this text that is not ended yet.</summary>
    public long Running(string text) => Commands.Last(command => command.Command.Text == text).Number;

    public void Ends(string text, int exitCode = 0, string output = "") => Give(new CommandEnded(Now, Running(text), new CommandResult(CommandOutcome.Exited, exitCode, output)));

    public void Ends(string text, CommandOutcome outcome) => Give(new CommandEnded(Now, Running(text), new CommandResult(outcome, -1, "")));

    public void Sees(ClusterWord word, Presence here)
    {
        if (State.Looking.Number == 0)
            Pass(Math.Max(0, (State.Looking.At - Now).TotalSeconds));
        Give(new ClusterSeen(Now, State.Looking.Number, new ClusterSight(word, here)));
    }

    public void Deadline(OwnDeadline deadline) => Give(new OwnDeadlineCame(Now, Run, deadline, "its own deadline has come"));

    private static ImmutableArray<CommandLine> Ways(params string[] texts) => [.. texts.Select(CommandLine.Parse)];

    private static StepDuty Step(string text) => new(text, CommandLine.Parse(text), Seconds(30), null);
}

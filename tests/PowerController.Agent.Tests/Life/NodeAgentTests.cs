using System.Collections.Concurrent;
using PowerController.Agent.Life;
using PowerController.Agent.Tests.Duties;
using PowerController.Agent.Upses;
using PowerController.Coordination.Messages;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;

namespace PowerController.Agent.Tests.Life;

public sealed class NodeAgentTests
{
    private static readonly EffectId Order = new(new RunId(65, 1), 7);

    [Fact]
    public async Task Orders_AreRun_AndTheirEndsSaid()
    {
        var site = AssignmentTests.Site("pacemaker");
        var (voice, programs) = (new FakeVoice(site, "node1"), new Programs());
        await using var agent = new NodeAgent(site, "node1", voice, 9, true, programs, (_, _) => { });
        agent.Start();
        Assert.Equal(9, (await voice.Next(AgentWord.Up)).Boot);

        agent.Obey(new OrderClusterStop(Order, "cluster", "node1", voice.Clock.Now + TimeSpan.FromSeconds(60), "the power has failed"));
        await voice.Next(AgentWord.ClusterStopping);
        programs.IsStopped = true;
        programs.Let("pcs");
        Assert.Equal(ClusterWord.Stopped, (await voice.Next(AgentWord.ClusterStopped)).Cluster);

        agent.Obey(new OrderOsStop(new EffectId(Order.Run, 8), "node1", voice.Clock.Now + TimeSpan.FromSeconds(60), false, "the power has failed"));
        programs.Let("systemctl");
        await voice.Next<(EffectId Id, OrderStage Stage)>(moved => moved is { Id.Number: 8, Stage: OrderStage.Done });
        await voice.Next(AgentWord.OsStopping);

        var environment = programs.Requests.Single(request => request.Command.Words[0] == "pcs").Environment;
        Assert.Equal(("node1", "cluster", "65.1", "stop-cluster", "order", "the power has failed"), (
            environment["POWERCONTROLLER_NODE"], environment["POWERCONTROLLER_CLUSTER"], environment["POWERCONTROLLER_RUN"],
            environment["POWERCONTROLLER_STEP"], environment["POWERCONTROLLER_CAUSE"], environment["POWERCONTROLLER_REASON"]));
        Assert.InRange(int.Parse(environment["POWERCONTROLLER_SECONDS_LEFT"]), 1, 60);
    }

    [Fact]
    public async Task OwnDeadline_StopsTheSystem_AndEndsWhatRuns()
    {
        var site = AssignmentTests.Site("pacemaker");
        var (voice, programs) = (new FakeVoice(site, "server"), new Programs());
        await using var agent = new NodeAgent(site, "server", voice, 9, true, programs, (_, _) => { });
        agent.Start();
        await voice.Next(AgentWord.Up);
        agent.Obey(new RunJobs(Order, "server", Model.Sites.JobTime.PowerOff, ["save"], voice.Clock.Now + TimeSpan.FromSeconds(600), "registered"));
        await programs.Started("save");

        programs.Let("systemctl");
        agent.DeadlineCame(new DeadlineCame(Order.Run, OwnDeadline.OsStop, "its time has come"));

        await voice.Next(AgentWord.OsStopping);
        Assert.Equal(CommandOutcome.Killed, await programs.Ended("save"));
        Assert.Equal("own-deadline", programs.Requests.Single(request => request.Command.Words[0] == "systemctl").Environment["POWERCONTROLLER_CAUSE"]);
    }

    [Fact]
    public async Task Administrator_IsToldOf()
    {
        var site = AssignmentTests.Site("pacemaker");
        var voice = new FakeVoice(site, "node1");
        await using var agent = new NodeAgent(site, "node1", voice, 9, true, new Programs(), (_, _) => { });
        agent.Start();
        await voice.Next(AgentWord.Up);

        agent.AdministratorStops(true, AdministratorStop.ShutDown);
        Assert.Equal(new AdministratorWord("cluster", AdministratorStop.ShutDown), (await voice.Next<NodeWord>(word => word.Administrator is not null)).Administrator);
        agent.SystemStops(AdministratorStop.ShutDown);
        await voice.Next(AgentWord.OsStopping);
    }

    [Fact]
    public void OwnUpses_AreSpokenOfWhileTheyAreRead()
    {
        var voice = new FakeVoice(AssignmentTests.Site("pacemaker"), "node1");
        var upses = new OwnUpses(voice);
        var reading = new Reading(OutputSource.Mains, Conditions.None);
        upses.Say("UPS1", reading);
        upses.Say("UPS1", reading);
        upses.Say("UPS1", null);

        Assert.Equal(2, voice.Upses.Count);
        Assert.Equal("UPS1", Assert.Single(voice.Upses[0]).Ups);
        Assert.Empty(voice.Upses[1]);
    }

    /// <summary>Programs that run until the test lets them end; the cluster's manager answers at once.</summary>
    private sealed class Programs : ICommandRunner
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _started = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _let = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource<CommandOutcome>> _ended = new();

        public ConcurrentQueue<CommandRequest> Requests { get; } = new();

        public bool IsStopped { get; set; }

        public void Let(string program) => Of(_let, program).TrySetResult();

        public Task Started(string program) => Of(_started, program).Task.WaitAsync(TimeSpan.FromSeconds(30));

        public Task<CommandOutcome> Ended(string program) => _ended.GetOrAdd(program, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(TimeSpan.FromSeconds(30));

        public async Task<CommandResult> RunAsync(CommandRequest request, Action<string>? said, CancellationToken cancellationToken)
        {
            var program = request.Command.Words[0];
            if (program == "crm_mon")
                return new CommandResult(CommandOutcome.Exited, 0, IsStopped ? "<r><status code=\"102\"/></r>" : "<r><nodes><node name=\"node1\" online=\"true\"/></nodes><status code=\"0\"/></r>");
            Requests.Enqueue(request);
            Of(_started, program).TrySetResult();
            var outcome = CommandOutcome.Exited;
            try
            {
                await Of(_let, program).Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                outcome = CommandOutcome.Killed;
            }

            _ended.GetOrAdd(program, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(outcome);
            return new CommandResult(outcome, 0, "");
        }

        private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> sources, string program) =>
            sources.GetOrAdd(program, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}

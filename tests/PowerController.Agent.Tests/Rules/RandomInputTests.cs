using PowerController.Agent.Rules;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Commands;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Agent.Tests.Rules;

/// <summary>Any inputs in any order: what must always hold does.</summary>
public sealed class RandomInputTests(ITestOutputHelper output)
{
    private const int Lives = 300;

    private const int Inputs = 400;

    [Fact]
    public void Core_AnyInputsInAnyOrder_StopsTheSystemOnceAndInTime()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        for (var life = 0; life < Lives; life++)
            new Life(seed + life).Live();
    }

    private sealed class Life(int seed)
    {
        private readonly Random _chance = new(seed);
        private readonly List<long> _open = [];
        private AgentState _state = AgentState.Of(AgentOnTrial.ClusterNode() with { NodeStop = [CommandLine.Parse("leave")] }, 1, true, TimeSpan.Zero, RunId.None);
        private TimeSpan _now;
        private bool _begun;
        private long _stopping;
        private int _effect;

        public void Live()
        {
            for (var at = 0; at < Inputs; at++)
            {
                _now += TimeSpan.FromMilliseconds(_chance.Next(0, 8000));
                Step(Next());
                Assert.True(_state.Works.Length <= Limits.Works, $"seed {seed}: works are bounded");
                Assert.True(_state.Stop is null || _state.Stop.Orders.Length <= 8, $"seed {seed}: orders to answer are bounded");
            }

            StopsInTime();
        }

        // Whatever went before: the deadline begins the stop, and some way of it ends well.
        private void StopsInTime()
        {
            Step(new OwnDeadlineCame(_now, AgentOnTrial.Run, OwnDeadline.OsStop, "its deadline has come"));
            Assert.True(_begun || _state.Stop is { Stage: SystemStopStage.Running or SystemStopStage.Pausing }, $"seed {seed}: the stop of the system is at work at its deadline");
            if (_state.Stop is { Stage: SystemStopStage.Pausing })
            {
                _now += Limits.StopAgain;
                Step(new TimePassed(_now));
            }

            if (!_begun)
                Step(new CommandEnded(_now, _stopping, new CommandResult(CommandOutcome.Exited, 0, "")));
            Assert.Equal(AgentWord.OsStopping, _state.Said!.Word);
        }

        private void Step(AgentInput input)
        {
            var willBegin = input is SystemStopSeen || (input is CommandEnded ended && _stopping != 0 && ended.Number == _stopping && ended.Result.Succeeded);
            var step = AgentCore.Step(_state, input);
            var isNewBoot = step.State.Boot > _state.Boot;
            _state = step.State;
            if (isNewBoot)
                (_begun, _stopping) = (false, 0);
            if (input is CommandEnded gone && gone.Number == _stopping)
                _stopping = 0;
            _begun |= willBegin;
            foreach (var wanted in step.Outputs)
                Watch(wanted);
            Assert.True(AgentCore.DueAt(_state) is not { } due || due > _now, $"seed {seed}: after a step nothing is overdue, {input}");
        }

        private void Watch(AgentOutput wanted)
        {
            switch (wanted)
            {
                case RunCommand run:
                    Assert.True(run.Limit > TimeSpan.Zero, $"seed {seed}: a command has time");
                    if (run.Origin.Step is "stop-system" or "reboot")
                    {
                        Assert.False(_begun, $"seed {seed}: no second stop of the system");
                        Assert.Equal(0, _stopping);
                        _stopping = run.Number;
                    }

                    _open.Add(run.Number);
                    break;
                case KillCommand kill when kill.Number == _stopping:
                    _stopping = 0;
                    break;
                case SayNode said when _begun:
                    Assert.Equal(AgentWord.OsStopping, said.Word.Word);
                    break;
            }
        }

        private AgentInput Next()
        {
            var id = new EffectId(new RunId(65, _chance.Next(1, 3)), ++_effect);
            var by = _now + TimeSpan.FromMilliseconds(_chance.Next(-5000, 120_000));
            return _chance.Next(100) switch
            {
                < 20 => new TimePassed(_now),
                < 45 => Ended(),
                < 55 => new ClusterSeen(_now, _state.Looking.Number, new ClusterSight((ClusterWord)_chance.Next(5), (Presence)_chance.Next(3))),
                < 58 => new CommandSaid(_now, Any(), "so far"),
                < 60 => new OrderCame(_now, new OrderOsStop(id, "node1", by, _chance.Next(3) == 0, "")),
                < 61 => new OrderCame(_now, new RebootNode(id, "node1", "")),
                < 66 => new OrderCame(_now, new OrderClusterStop(id, "cluster", "node1", by, "")),
                < 70 => new OrderCame(_now, new RunJobs(id, "node1", JobTime.PowerOff, ["save", "copy", "none"], by, "")),
                < 74 => new OrderCame(_now, new StopWorkloads(id, "cluster", ["web", "database"], by, "")),
                < 78 => new OrderCame(_now, new WaitGuard(id, "cluster", _chance.Next(2) == 0 ? null : by, "")),
                < 81 => new OrderCame(_now, new QuietMonitors(id, "cluster", "")),
                < 83 => new OrderCame(_now, new UnquietMonitors(id, "cluster", "")),
                < 85 => new OrderCame(_now, new WarnUsers(id, "cluster", by, "")),
                < 89 => new OrderCame(_now, new TellDeadlines(id, "node1", by, by, "")),
                < 92 => new OrderCame(_now, new WithdrawDeadlines(id, "node1", "")),
                < 93 => new SystemStopSeen(_now, (AdministratorStop)_chance.Next(2)),
                < 95 => new AdministratorSays(_now, _chance.Next(2) == 0, (AdministratorStop)_chance.Next(2)),
                < 96 => new OwnDeadlineCame(_now, id.Run, OwnDeadline.OsStop, ""),
                < 98 => new OwnDeadlineCame(_now, id.Run, OwnDeadline.ClusterStop, ""),
                _ => new SystemBooted(_now, _state.Boot + _chance.Next(-1, 2), RunId.None),
            };
        }

        private CommandEnded Ended()
        {
            var outcome = (CommandOutcome)_chance.Next(4);
            return new CommandEnded(_now, Any(), new CommandResult(outcome, outcome == CommandOutcome.Exited ? _chance.Next(2) : -1, "said"));
        }

        // Late, doubled and unknown numbers too.
        private long Any() => _open.Count == 0 || _chance.Next(20) == 0 ? _chance.Next(1000) : _open[Math.Max(0, _open.Count - 1 - _chance.Next(6))];
    }
}

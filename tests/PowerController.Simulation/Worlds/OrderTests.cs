using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Simulator.Checking;
using PowerController.Simulator.Faults;
using PowerController.Simulator.Physics;
using PowerController.Simulator.Sites;
using PowerController.Simulator.Worlds;

namespace PowerController.Simulation.Worlds;

/// <summary>How orders come to nodes where the coordination is played: no otherwise than the real one lets them.</summary>
public sealed class OrderTests
{
    // The real one names the start that an order is for: it is void for a node that has booted since, of which its sender had not heard.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Stop_SentBeforeTheBootOfItsNodeWasHeardOf_IsVoid(long known, bool obeyed)
    {
        using var world = new World(new WorldPlan(new Ground(ExampleSites.TerminalApart), 3, FaultLevel.None, []), Decider.Decide, new Judge(), null);
        world.Play(60_000);
        var (terminal, node) = (world.Terminals[0], world.Nodes[0]);
        node.Boot = 2;

        world.Agents.Do(terminal, terminal.Life, new Carried(new RebootNode(new EffectId(new RunId(1, 1), 1), node.Node.Name, "test"), terminal.State.Term, known));

        Assert.Equal(obeyed ? Os.Stopping : Os.Running, node.Os);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Order_SentUnderAnOlderTermThanItsNodeFollows_IsVoidWhateverItsSenderHasLearnedSince(long term, bool obeyed)
    {
        using var world = new World(new WorldPlan(new Ground(ExampleSites.TerminalApart), 3, FaultLevel.None, []), Decider.Decide, new Judge(), null);
        world.Play(60_000);
        var (terminal, node) = (world.Terminals[0], world.Nodes[0]);
        node.Term = 5;

        world.Agents.Do(terminal, terminal.Life, new Carried(new RebootNode(new EffectId(new RunId(1, 1), 1), node.Node.Name, "test"), term, node.Boot));

        Assert.Equal(obeyed ? Os.Stopping : Os.Running, node.Os);
    }

    // The real one keeps what each run has said last: a run that has ended is not told anew by a word that was long on its way.
    [Theory]
    [InlineData(3, false)]
    [InlineData(5, true)]
    public void Deadlines_ThatComeAfterTheirRunTookThemBack_AreOldWhateverAnotherRunHasSaidSince(int number, bool obeyed)
    {
        using var world = new World(new WorldPlan(new Ground(ExampleSites.TerminalApart), 3, FaultLevel.None, []), Decider.Decide, new Judge(), null);
        world.Play(60_000);
        var (terminal, node) = (world.Terminals[0], world.Nodes[0]);
        var (ended, other) = (new RunId(1, 1), new RunId(1, 2));
        var by = TimeSpan.FromHours(1);

        Do(new TellDeadlines(new EffectId(other, 1), node.Node.Name, by, by, "test"));
        Do(new WithdrawDeadlines(new EffectId(ended, 4), node.Node.Name, "test"));
        Do(new TellDeadlines(new EffectId(ended, number), node.Node.Name, by, by, "test"));

        Assert.Equal(obeyed ? ended : other, node.Told);

        void Do(Effect effect) => world.Agents.Do(terminal, terminal.Life, new Carried(effect, terminal.State.Term, node.Boot));
    }
}

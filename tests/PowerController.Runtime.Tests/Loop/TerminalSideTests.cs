using System.Collections.Immutable;
using PowerController.Coordination.Stations;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Journal;
using PowerController.Runtime.Loop;
using PowerController.Simulator.Sites;

namespace PowerController.Runtime.Tests.Loop;

/// <summary>The master's runs, as a terminal that stands by takes them.</summary>
public sealed class TerminalSideTests : IDisposable
{
    private readonly LoopBench _master = new LoopBench(ExampleSites.Single).Started();
    private readonly LoopBench _standby = new LoopBench(ExampleSites.Single).Started();
    private readonly TerminalSide _side;

    public TerminalSideTests()
    {
        _master.Pass(TimeSpan.FromMinutes(2), "UPS1", LoopBench.OnBattery);
        Assert.NotEmpty(_master.Loop.View.State.Runs);
        _side = new TerminalSide(_standby.Loop, _ => { });
        _standby.Loop.Post(new BecameStandby(_standby.Loop.Clock.Now, 1));
        _standby.Loop.Pump();
    }

    [Fact]
    public void Runs_AreTaken()
    {
        Say("digest", _master.Loop.View.State.Runs);

        Assert.Equal([_master.Loop.View.State.Runs[0].Id], Known);
    }

    [Fact]
    public void Runs_OfAConfigurationThatIsNotHereYet_AreTakenWhenItIs()
    {
        Say("another", _master.Loop.View.State.Runs);
        Assert.Empty(Known);

        Take("another");
        Assert.Equal([_master.Loop.View.State.Runs[0].Id], Known);
    }

    [Fact]
    public void Runs_ThatWaited_AreForgottenWhenNewerOnesCame()
    {
        Say("another", _master.Loop.View.State.Runs);
        Say("digest", []);
        Take("another");

        Assert.Empty(Known);
    }

    [Fact]
    public void Master_WithAnotherConfiguration_SaysItsRunsAnew()
    {
        var before = _master.RunsSaid;
        _ = _master.Loop.ChangeSiteAsync(ExampleSites.Single, "another");
        _master.Loop.Pump();

        Assert.Equal(before + 1, _master.RunsSaid);
    }

    [Fact]
    public void Master_ThatHasNoRuns_SaysSoWhenItBeginsToLead()
    {
        var before = _standby.RunsSaid;
        _standby.Loop.Post(new BecameMaster(_standby.Loop.Clock.Now, 2));
        _standby.Loop.Pump();

        Assert.Equal(before + 1, _standby.RunsSaid);
    }

    [Fact]
    public void Runs_ThatAStandbyOffers_AreNoRunsOfTheMaster()
    {
        using var master = new LoopBench(ExampleSites.Single).Started();
        var run = _master.Loop.View.State.Runs[0] with { Id = new RunId(0, 9), CommittedAt = TimeSpan.FromSeconds(1) };
        var content = JournalForm.Write(new RunsSaid("digest", TimeSpan.Zero, [run]));
        new TerminalSide(master.Loop, _ => { }).TakeRuns(new TakeRuns(1, master.Loop.Clock.Now, ImmutableArray.Create(content), Offered: true));
        master.Loop.Pump();

        Assert.DoesNotContain(master.Loop.View.State.Runs, known => known.Id == run.Id);
        Assert.Equal(run.Id, master.Loop.View.State.Nodes[run.Members[0].Node].ToldRun);
    }

    [Fact]
    public void Runs_ThatTheMasterHasEnded_AreKeptForNobody()
    {
        var run = _master.Loop.View.State.Runs[0] with { CommittedAt = TimeSpan.FromSeconds(1) };
        Say("digest", [run]);
        Say("digest", [], run.Id);

        Assert.Empty(_standby.Loop.View.State.Lost);
        Assert.Contains(run.Id, _standby.Loop.View.State.Closed);
    }

    public void Dispose()
    {
        _master.Dispose();
        _standby.Dispose();
    }

    private IEnumerable<RunId> Known => _standby.Loop.View.State.Runs.Select(run => run.Id);

    private void Say(string digest, ImmutableArray<Run> runs, params ImmutableArray<RunId> closed)
    {
        var content = JournalForm.Write(new RunsSaid(digest, _master.Loop.Clock.Now, runs) { Closed = closed });
        _side.TakeRuns(new TakeRuns(1, _standby.Loop.Clock.Now, ImmutableArray.Create(content)));
        _standby.Loop.Pump();
    }

    private void Take(string digest)
    {
        _ = _standby.Loop.ChangeSiteAsync(ExampleSites.Single, digest);
        // Once for the configuration, once for what waited for it.
        _standby.Loop.Pump();
        _standby.Loop.Pump();
    }
}

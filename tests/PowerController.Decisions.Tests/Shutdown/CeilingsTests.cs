using PowerController.Model.Effects;

namespace PowerController.Decisions.Tests.Shutdown;

public sealed class CeilingsTests
{
    [Fact]
    public void Deadlines_OfTheWorkedExample_AreThePlansCountedFromCommitment()
    {
        var run = Assert.Single(new Told().Commit().State.Runs);

        // 38 is the latest moment of establishment; the plan's 158, 218, 226 and 764 count from there.
        var commit = run.CommittedAt!.Value.TotalSeconds;
        Assert.Equal(158 - 38, run.Deadlines.ClusterStopBy.TotalSeconds - commit);
        Assert.Equal(218 - 38, run.Deadlines.OsStopBy.TotalSeconds - commit);
        Assert.Equal(226 - 38, run.Deadlines.CutBy.TotalSeconds - commit);
        Assert.Equal(764 - 38, run.Deadlines.OffBy.TotalSeconds - commit);
    }

    [Fact]
    public void Arming_OfTheWorkedExample_TakesNodesFirstAndTheDiskLast()
    {
        var told = new Told().ToArming();

        var armed = told.Pending<ArmCut>().Select(cut => cut.Ups).ToArray();
        Assert.Equal(["UPS2", "UPS3"], armed);

        foreach (var cut in told.Pending<ArmCut>().ToArray())
            told.Tell(new Model.Events.EffectDone(Told.At(62), cut.Id));
        Assert.Equal("UPS4", Assert.Single(told.Pending<ArmCut>()).Ups);
    }
}

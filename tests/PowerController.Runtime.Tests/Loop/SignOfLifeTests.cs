using PowerController.Runtime.Journal;
using PowerController.Runtime.Tests.Journal;
using PowerController.Simulator.Sites;

namespace PowerController.Runtime.Tests.Loop;

/// <summary>How long nobody looked, as a start knows it: by the system's own clock, and only where that is sure.</summary>
public sealed class SignOfLifeTests
{
    private static readonly TimeSpan _up = TimeSpan.FromDays(3);

    [Fact]
    public void Start_AfterACrashInARun_KnowsForHowLongNobodyLooked()
    {
        using var bench = InARun();
        var resumed = Read(bench);
        var crashed = SignAt(bench);

        Assert.InRange(resumed.UnseenAt(After(crashed, TimeSpan.FromSeconds(2)))!.Value.TotalSeconds, 2, 3);
        Assert.InRange(resumed.UnseenAt(After(crashed, TimeSpan.FromHours(2)))!.Value.TotalHours, 2, 2.01);
    }

    [Fact]
    public void Start_OfTheSystem_KnowsNothing()
    {
        using var bench = InARun();
        var resumed = Read(bench);

        Assert.Null(resumed.UnseenAt(SignAt(bench) with { System = "another start" }));
        // Less than it was up already is another start whose name is the same.
        Assert.Null(resumed.UnseenAt(new SignOfLife("this start", TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public void Journal_OfAnEarlierVersion_KnowsNothing() =>
        Assert.Null(Resumed.Fresh(Model.Runs.SiteState.Of(ExampleSites.Single, "digest"), DateTimeOffset.UnixEpoch).UnseenAt(SignOfLife.Now()));

    private static LoopBench InARun()
    {
        var time = new ManualTime();
        var bench = new LoopBench(ExampleSites.Single, time: time, sign: () => SignAt(time)).Started();
        bench.Pass(TimeSpan.FromMinutes(2), "UPS1", LoopBench.OnBattery);
        Assert.NotEmpty(bench.Loop.View.State.Runs);
        return bench;
    }

    private static Resumed Read(LoopBench bench) => new JournalReader(bench.Files, PowerController.Decisions.Decider.Decide).Read(repair: false)!;

    private static SignOfLife SignAt(LoopBench bench) => SignAt(bench.Time);

    private static SignOfLife SignAt(ManualTime time) => new("this start", _up + time.Now);

    private static SignOfLife After(SignOfLife sign, TimeSpan time) => sign with { Up = sign.Up + time };
}

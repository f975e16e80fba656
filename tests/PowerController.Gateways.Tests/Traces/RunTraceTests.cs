using PowerController.Decisions;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Following;

namespace PowerController.Gateways.Traces;

public sealed class RunTraceTests
{
    private static readonly TimeSpan Failed = TimeSpan.FromSeconds(1000);

    [Fact]
    public void Run_IsOneSpanWithItsPhasesAndTheirSteps()
    {
        var spans = RunTrace.Of(ClusterSite.Report(Failed), Steps());

        Assert.Equal(
            ["-1 Outage cluster 0-900", "0 Watching 0-100", "0 StoppingOs 100-300", "0 Dark 300-900", "2 OrderOsStop node1 110-112", "3 TurnOn UPS2 700-900 no result"],
            spans.Select(span => $"{span.Parent} {span.Name} {(span.From - Failed).TotalSeconds}-{(span.Until - Failed).TotalSeconds} {span.Error}".TrimEnd()));
        Assert.Contains(("plan.off_seconds", (object)764.0), spans[0].Attributes);
    }

    [Fact]
    public void Step_IssuedAgain_IsOneStepUntilItsAnswer()
    {
        var book = new StepBook();
        var stop = Stop();
        book.Asked(stop, Failed);
        book.Asked(stop, Failed + TimeSpan.FromSeconds(5));
        book.Answered(new EffectFailed(Failed + TimeSpan.FromSeconds(9), stop.Id, FailureKind.Refused, "busy"));

        var step = Assert.Single(book.Take(stop.Id.Run));
        Assert.Equal((Failed, Failed + TimeSpan.FromSeconds(9), "Refused: busy"), (step.From, step.Until!.Value, step.Error));
        Assert.Empty(book.Take(stop.Id.Run));
    }

    [Fact]
    public void Book_OfRunsThatNeverEnd_IsBounded()
    {
        var book = new StepBook();
        for (var run = 1; run <= Limits.RunsFollowed + 10; run++)
            book.Asked(Stop() with { Id = new EffectId(new RunId(1, run), 1) }, Failed);

        Assert.Empty(book.Take(new RunId(1, 10)));
        Assert.Single(book.Take(new RunId(1, 11)));
    }

    [Fact]
    public async Task EndedRun_IsSentToTheCollector()
    {
        using var collector = new Collector();
        var heard = collector.HearAsync(TestContext.Current.CancellationToken);
        using var scratch = new ScratchDirectory();
        var site = ClusterSite.Outage(DateTimeOffset.UtcNow);
        using (var tracer = new RunTracer(new TraceSettings(collector.Address, null), "demo", new Surroundings("terminal", scratch.Path, scratch.Path, _ => "", (_, text) => Assert.Fail(text), TimeProvider.System)))
        {
            tracer.Start();
            var state = site.Current.State;
            tracer.Turned(new Woke(Failed), state, new Decision(state, [Stop()], default), replayed: false);
            tracer.Turned(new Woke(Failed), state, new Decision(state, [new CloseRun(default, ClusterSite.Report(Failed), "over")], default), replayed: false);
            tracer.Stop();
        }

        var body = await heard;
        foreach (var word in new[] { "powercontroller", "demo", "terminal", "Outage cluster", "StoppingOs", "OrderOsStop node1", "node1 hung" })
            Assert.Contains(word, body, StringComparison.Ordinal);
    }

    private static OrderOsStop Stop() => new(new EffectId(new RunId(3, 7), 1), "node1", Failed, false, "it is time");

    private static List<RunStep> Steps() =>
    [
        new(Stop(), Failed + TimeSpan.FromSeconds(110), Failed + TimeSpan.FromSeconds(112), null),
        new(new TurnOn(new EffectId(new RunId(3, 7), 2), "UPS2", null, "mains is back"), Failed + TimeSpan.FromSeconds(700), null, null),
    ];
}

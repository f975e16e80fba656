using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Following;
using PowerController.Runtime.Loop;

namespace PowerController.Gateways.Traces;

/// <summary>Tells a collector (OTLP over HTTP) of every run that has ended here, on a task of its own.</summary>
internal sealed class RunTracer : ITurnFollower, IDisposable
{
    private readonly Channel<Turn> _turns = Channel.CreateBounded<Turn>(new BoundedChannelOptions(Limits.WaitingTurns) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly StepBook _book = new();
    private readonly ActivitySource _source = new("PowerController.Runs");
    private readonly TracerProvider _provider;
    private readonly TimeProvider _time;
    private Task _work = Task.CompletedTask;

    public RunTracer(TraceSettings settings, string site, Surroundings around)
    {
        _time = around.Time;
        _provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(_source.Name)
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("powercontroller", serviceInstanceId: around.Host)
                .AddAttributes([new KeyValuePair<string, object>("powercontroller.site", site)]))
            .AddOtlpExporter(options =>
            {
                options.Endpoint = new Uri(settings.Endpoint);
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
                if (settings.Authorization is { } source)
                    options.Headers = $"Authorization={around.Secret(source)}";
                options.BatchExportProcessorOptions.MaxQueueSize = Limits.WaitingSpans;
            })
            .Build();
    }

    public void Start() => _work = Task.Run(WorkAsync);

    public void Stop()
    {
        _turns.Writer.TryComplete();
        _work.Wait(Limits.LastTraces);
        _provider.ForceFlush((int)Limits.LastTraces.TotalMilliseconds);
    }

    public void Turned(PowerEvent happened, SiteState before, Decision decision, bool replayed)
    {
        // A run that ended before the restart was told of then; what is still open is told from its replayed steps on.
        var effects = replayed ? decision.Effects.RemoveAll(effect => effect is CloseRun) : decision.Effects;
        if (happened is EffectDone or EffectFailed || effects.Any(effect => effect is CloseRun || RunTrace.IsStep(effect)))
            _turns.Writer.TryWrite(new Turn(happened, effects, decision.State.Now, _time.GetUtcNow()));
    }

    public void Wrote(DiaryEntry entry)
    {
        // Traces are made of turns alone.
    }

    public void Dispose()
    {
        Stop();
        _provider.Dispose();
        _source.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var turn in _turns.Reader.ReadAllAsync())
        {
            _book.Answered(turn.Happened);
            foreach (var effect in turn.Effects)
            {
                if (effect is CloseRun close)
                    Emit(RunTrace.Of(close.Report, _book.Take(close.Report.Run)), turn.Wall - turn.Now);
                else
                    _book.Asked(effect, turn.Now);
            }
        }
    }

    /// <param name="zero">The wall clock at zero of the run's clock.</param>
    private void Emit(ImmutableArray<TraceSpan> spans, DateTimeOffset zero)
    {
        var begun = new List<Activity?>();
        foreach (var span in spans)
        {
            // No span of another trace may become the parent of this one.
            Activity.Current = null;
            var parent = span.Parent >= 0 ? begun[span.Parent]?.Context ?? default : default;
            var activity = _source.StartActivity(span.Name, ActivityKind.Internal, parent, startTime: zero + span.From);
            foreach (var (key, value) in span.Attributes)
                activity?.SetTag("powercontroller." + key, value);
            if (span.Error is { } error)
                activity?.SetStatus(ActivityStatusCode.Error, error);
            begun.Add(activity);
        }

        for (var at = 0; at < spans.Length; at++)
        {
            begun[at]?.SetEndTime((zero + spans[at].Until).UtcDateTime);
            begun[at]?.Dispose();
        }
    }

    private sealed record Turn(PowerEvent Happened, ImmutableArray<Effect> Effects, TimeSpan Now, DateTimeOffset Wall);
}

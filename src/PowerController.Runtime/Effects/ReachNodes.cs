using PowerController.Hosts.Starting;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Effects;

/// <summary>Starts, probes and, without an agent, stops nodes by the network; each result is an event.</summary>
public sealed class ReachNodes(NodeReach reach, Action<PowerEvent> post, Func<TimeSpan> now) : INodeReach, IDisposable
{
    private readonly Outstanding _outstanding = new();
    private readonly CancellationTokenSource _closing = new();

    public void Start(StartNode effect, Site site)
    {
        if (NodeOf(site, effect.Node) is { } node)
            Begin(effect, cancel => ResultAsync(effect, reach.StartAsync(node, effect.Way, cancel)));
    }

    public void Stop(OrderOsStop effect, Site site)
    {
        if (NodeOf(site, effect.Node) is { } node)
            Begin(effect, cancel => ResultAsync(effect, reach.StopAsync(node, cancel)));
    }

    public void Probe(ProbeNode effect, Site site)
    {
        if (NodeOf(site, effect.Node) is { } node)
            Begin(effect, async cancel => new NodeProbed(now(), node.Name, await reach.ProbeAsync(node, cancel).ConfigureAwait(false)));
    }

    public void Probe(ProbeDisk effect, Site site) =>
        post(new EffectFailed(now(), effect.Id, FailureKind.NotSupported, $"nothing can tell whether {effect.Disk} is ready"));

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private void Begin(Effect effect, Func<CancellationToken, Task<PowerEvent>> work)
    {
        if (_outstanding.Begin(effect.Id, out var done))
            _ = DoAsync(effect, work);
        else if (done is not null)
            post(done with { At = now() });
    }

    private async Task DoAsync(Effect effect, Func<CancellationToken, Task<PowerEvent>> work)
    {
        await Task.Yield();
        PowerEvent became;
        try
        {
            became = await work(_closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
#pragma warning disable CA1031 // The edge of one attempt: a defect in it must not take the loop with it.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            became = new EffectFailed(now(), effect.Id, FailureKind.Failed, $"it met a defect of the program: {defect.Message}");
        }

        _outstanding.End(effect.Id, became as EffectDone);
        post(became);
    }

    private async Task<PowerEvent> ResultAsync(Effect effect, Task<RemoteResult> attempt)
    {
        var result = await attempt.ConfigureAwait(false);
        return result.Failure is { } failure ? new EffectFailed(now(), effect.Id, failure, result.Text) : new EffectDone(now(), effect.Id);
    }

    private static Node? NodeOf(Site site, string name) => site.Nodes.FirstOrDefault(node => string.Equals(node.Name, name, StringComparison.Ordinal));
}

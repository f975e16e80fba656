using System.Collections.Concurrent;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Events;

namespace PowerController.Hosts.Tests.Life;

/// <summary>A terminal and a node that only note what they are told.</summary>
internal sealed class NotedSides : ITerminalSide, INodeSide
{
    public ConcurrentQueue<PowerEvent> Told { get; } = [];

    public ConcurrentQueue<Effect> Obeyed { get; } = [];

    public ConcurrentQueue<DeadlineCame> Deadlines { get; } = [];

    public ConcurrentQueue<HostFact> Facts { get; } = [];

    public ConcurrentQueue<TakeConfiguration> Configurations { get; } = [];

    public ConcurrentQueue<TakeRuns> Runs { get; } = [];

    /// <summary>Called with each order before it is noted.</summary>
    public Action<Effect>? OnObey { get; set; }

    public void Tell(PowerEvent happened) => Told.Enqueue(happened);

    public void TakeRuns(TakeRuns runs) => Runs.Enqueue(runs);

    public void TakeConfiguration(TakeConfiguration taken) => Configurations.Enqueue(taken);

    public void Noted(HostFact fact) => Facts.Enqueue(fact);

    public void Obey(Effect order)
    {
        OnObey?.Invoke(order);
        Obeyed.Enqueue(order);
    }

    public void DeadlineCame(DeadlineCame came) => Deadlines.Enqueue(came);
}

using PowerController.Model.Events;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Scenarios.World;

/// <summary>A node whose agent does what it is told, in times that a story may change.</summary>
internal sealed class EchoNode(Node config)
{
    private double _until = double.PositiveInfinity;

    public string Name => config.Name;

    public AgentWord? Word { get; private set; } = AgentWord.Up;

    public long Boot { get; private set; } = 1;

    public RunId Told { get; set; } = RunId.None;

    public bool HangsInClusterStop { get; set; }

    public bool HangsInOsStop { get; set; }

    public bool Unreachable { get; set; }

    /// <summary>Its firmware does not start it when its input comes.</summary>
    public bool NeedsOtherStart { get; set; }

    public double StopsItselfAt { get; set; } = double.PositiveInfinity;

    public bool NeverBoots { get; set; }

    /// <summary>When its disks were there before it booted is the cluster's question; a story only counts boots.</summary>
    public bool Runs => Word is not null;

    public bool HasInput { get; private set; } = true;

    public void StopCluster(double now)
    {
        if (Word is AgentWord.Up or AgentWord.Booted)
            Become(AgentWord.ClusterStopping, HangsInClusterStop ? double.PositiveInfinity : now + 40);
    }

    public void StopOs(double now)
    {
        if (Word is not null and not AgentWord.OsStopping)
            Become(AgentWord.OsStopping, HangsInOsStop ? double.PositiveInfinity : now + 60);
    }

    public void Reboot(double now)
    {
        if (Word is null)
            return;
        Boot++;
        Become(AgentWord.Booted, now + 60);
    }

    public void Start(double now)
    {
        if (Word is not null || NeverBoots || !HasInput)
            return;
        Boot++;
        StopsItselfAt = double.PositiveInfinity;
        Told = RunId.None;
        Become(AgentWord.Booted, now + 90);
    }

    /// <summary>True when there is something new to report.</summary>
    public bool Tick(double now, bool input)
    {
        var was = Word;
        var boot = Boot;
        // Alone it goes on by the deadlines it was told.
        if (Unreachable && now >= StopsItselfAt)
            StopOs(now);
        if (!input)
            Word = null;
        if (input && !HasInput && !NeedsOtherStart)
        {
            HasInput = true;
            Start(now);
        }

        HasInput = input;
        if (now >= _until && Word is { } word)
        {
            _until = double.PositiveInfinity;
            Word = word switch
            {
                AgentWord.ClusterStopping => AgentWord.ClusterStopped,
                AgentWord.OsStopping => null,
                AgentWord.Booted => AgentWord.Up,
                _ => word,
            };
        }

        return Word is not null && (Word != was || Boot != boot);
    }

    private void Become(AgentWord word, double until)
    {
        Word = word;
        _until = until;
    }
}

using PowerController.Model.Runs;

namespace PowerController.Running;

/// <summary>States as an operator calls them.</summary>
internal static class StateWords
{
    public static string Of(UpsPower power) => power switch
    {
        UpsPower.Good => "normal",
        UpsPower.OnBattery => "on battery",
        UpsPower.Failed => "failed",
        UpsPower.Exhausting => "low battery",
        UpsPower.OutputOff => "off",
        UpsPower.Silent => "unreachable",
        _ => "not known yet",
    };

    public static string Of(NodePower power) => power switch
    {
        NodePower.Up => "up",
        NodePower.ClusterStopping => "cluster stopping",
        NodePower.ClusterStopped => "cluster stopped",
        NodePower.OsStopping => "OS stopping",
        NodePower.Off => "off",
        NodePower.Starting => "starting",
        NodePower.Lost => "lost",
        _ => "not known yet",
    };

    public static string Of(DiskPower power) => power switch
    {
        DiskPower.Warm => "warm",
        DiskPower.Cold => "off",
        DiskPower.WarmingUp => "warming up",
        DiskPower.Dark => "no power",
        _ => "not known yet",
    };

    public static string Of(Phase phase) => phase switch
    {
        Phase.Watching => "on battery, counting down",
        Phase.Committed => "shutdown decided",
        Phase.StoppingCluster => "stopping the cluster",
        Phase.StoppingOs => "stopping the operating systems",
        Phase.ArmingCut => "ordering the cut of the outputs",
        Phase.Dark => "outputs going off",
        Phase.AwaitingPower => "waiting for power",
        Phase.WarmingUp => "warming up disks",
        Phase.StartingNodes => "starting nodes",
        Phase.ReJoining => "waiting for the cluster",
        _ => "closed",
    };

    /// <summary>When the phase ends at the latest; null where it waits for the world.</summary>
    public static TimeSpan? LimitOf(Run run) => run.Phase switch
    {
        Phase.Committed => run.Deadlines.GuardBy,
        Phase.StoppingCluster => run.Deadlines.ClusterStopBy,
        Phase.StoppingOs => run.Deadlines.OsStopBy,
        Phase.ArmingCut => run.Deadlines.CutBy,
        Phase.Dark => run.Deadlines.OffBy,
        Phase.AwaitingPower => run.HoldUntil,
        _ => null,
    };
}

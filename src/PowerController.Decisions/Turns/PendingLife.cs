using PowerController.Model.Effects;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Decisions.Turns;

/// <summary>In which phases the result of an effect still matters; outside of them it is not repeated any more.</summary>
internal static class PendingLife
{
    public static bool Holds(Effect effect, Phase phase) => effect switch
    {
        WaitGuard or StopWorkloads or QuietMonitors => phase == Phase.Committed,
        OrderClusterStop => phase == Phase.StoppingCluster,
        TellDeadlines => phase is >= Phase.Committed and <= Phase.StoppingOs,
        RunJobs jobs => phase == (jobs.When == JobTime.PowerOff ? Phase.StoppingOs : Phase.ReJoining),
        OrderOsStop => phase is >= Phase.StoppingOs and <= Phase.Dark,
        // A cut that was taken up goes through, whatever the run does meanwhile, unless it goes down anew.
        ArmCut => phase >= Phase.StoppingCluster,
        // Until it is answered the countdown counts as one that may be over at any moment, also when the run goes down again.
        DisarmCut => phase != Phase.Closed,
        TurnOn => phase >= Phase.AwaitingPower,
        ProbeDisk => phase == Phase.WarmingUp,
        CycleOutput or StartNode => phase == Phase.StartingNodes,
        RebootNode => phase is (>= Phase.StoppingOs and <= Phase.Dark) or Phase.StartingNodes,
        ProbeNode => phase is >= Phase.StoppingOs and <= Phase.StartingNodes,
        _ => phase != Phase.Closed,
    };
}

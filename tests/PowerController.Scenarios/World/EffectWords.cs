using PowerController.Model.Effects;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Scenarios.World;

/// <summary>Effects as a story tells them; null for what only keeps the machine going.</summary>
internal static class EffectWords
{
    public static string? Of(Effect effect) => effect switch
    {
        WakeAt or SetPace or ReadNow or ProbeNode or ProbeDisk => null,
        Notify tell => $"{tell.Urgency.ToString().ToLowerInvariant()}: {tell.Reason}",
        Audit audit => $"audit: {audit.Who} from {audit.From}: {(audit.Accepted ? "" : "refused: ")}{audit.Reason}",
        OpenRun open => $"run {open.Id.Run} opens for {open.Unit} ({open.Cause}): {open.Reason}",
        CloseRun close => $"run {close.Report.Run} closes: {close.Reason}{GivenUp(close.Report)}",
        TellDeadlines tell => $"{tell.Node} learns: cluster by {At(tell.ClusterStopBy)}, system by {At(tell.OsStopBy)}",
        WithdrawDeadlines withdraw => $"{withdraw.Node}'s deadlines are withdrawn",
        QuietMonitors quiet => $"monitors of {quiet.Unit} are quieted",
        UnquietMonitors unquiet => $"monitors of {unquiet.Unit} listen again",
        WarnUsers warn => $"users of {warn.Unit} are warned of a stop at {At(warn.StopsAt)}",
        WaitGuard guard => $"running work of {guard.Unit} may end until {(guard.By is { } by ? At(by) : "it is done")}",
        StopWorkloads stop => $"workloads {string.Join(", ", stop.Workloads)} of {stop.Cluster} stop by {At(stop.By)}",
        OrderClusterStop order => $"{order.Node} is ordered to stop cluster {order.Cluster} by {At(order.By)}: {order.Reason}",
        RunJobs jobs => $"{jobs.Node} runs its {(jobs.When == JobTime.PowerOff ? "power-off" : "power-on")} jobs {string.Join(", ", jobs.Jobs)}",
        OrderOsStop order => $"{order.Node} is ordered to stop its system{(order.Forced ? ", forced" : "")}",
        RebootNode reboot => $"{reboot.Node} is ordered to reboot: {reboot.Reason}",
        StartNode start => $"{start.Node} is started by {start.Way.GetType().Name[7..]}, try {start.Attempt}",
        StopTerminal stop => $"terminal {stop.Terminal} stops itself: {stop.Reason}",
        ArmCut cut => $"{Output(cut.Ups, cut.OutletGroup)} is armed: {cut.Kind}, delay {UnitText.Seconds(cut.Delay)}, {cut.After}"
            + (cut.ReturnAfter is { } wake ? $", wakes after {UnitText.Seconds(wake)}" : ""),
        DisarmCut disarm => $"{Output(disarm.Ups, disarm.OutletGroup)} is disarmed",
        TurnOn on => $"{Output(on.Ups, on.OutletGroup)} is turned on: {on.Reason}",
        CycleOutput cycle => $"{Output(cycle.Ups, cycle.OutletGroup)} is turned off and on: {cycle.Reason}",
        AskPeersAboutSilence ask => $"peers are asked whether they hear {ask.Ups}",
        _ => throw new ArgumentException($"No words for {effect.GetType().Name}."),
    };

    private static string At(TimeSpan time) => UnitText.Seconds(time);

    private static string Output(string ups, string? group) => new PowerSource(ups, group).ToString();

    private static string GivenUp(RunReport report) =>
        (report.GivenUp.IsEmpty ? "" : $"; given up: {string.Join(" / ", report.GivenUp)}")
        + (report.NotStarted.IsEmpty ? "" : $"; not running: {string.Join(", ", report.NotStarted)}");
}

using PowerController.Model.Effects;
using PowerController.Model.Units;

namespace PowerController.Simulator.Checking;

/// <summary>An effect in one line: what is asked of whom, and why.</summary>
internal static class EffectText
{
    public static string Of(Effect effect) => $"{What(effect)}: {effect.Reason}";

    private static string What(Effect effect) => effect switch
    {
        Notify notify => $"tells people ({Word(notify.Urgency)}) about {notify.Subject}",
        Audit audit => $"{(audit.Accepted ? "accepts" : "refuses")} what {audit.Who} asks",
        OpenRun open => $"opens run {open.Id.Run} of {open.Unit}",
        CloseRun close => $"closes run {close.Id.Run} of {close.Report.Unit}",
        TellDeadlines tell => $"gives {tell.Node} its deadlines",
        WithdrawDeadlines withdraw => $"takes the deadlines of {withdraw.Node} back",
        OrderClusterStop stop => $"orders {stop.Node} to stop cluster {stop.Cluster}",
        OrderOsStop stop => $"orders {stop.Node} to stop its operating system{(stop.Forced ? " by force" : "")}",
        RebootNode reboot => $"orders {reboot.Node} to reboot",
        StartNode start => $"starts {start.Node}, try {UnitText.Of(start.Attempt, "")}",
        RunJobs jobs => $"has {jobs.Node} run its jobs",
        StopWorkloads stop => $"stops the workloads of {stop.Cluster}",
        WaitGuard guard => $"waits for running work of {guard.Unit}",
        WarnUsers warn => $"warns the users of {warn.Unit}",
        QuietMonitors quiet => $"keeps the monitors of {quiet.Unit} quiet",
        UnquietMonitors quiet => $"lets the monitors of {quiet.Unit} speak again",
        ArmCut cut => $"has {Output(cut.Ups, cut.OutletGroup)} cut in {UnitText.Seconds(cut.Delay)} ({cut.Kind}, {cut.After})",
        DisarmCut disarm => $"takes the cut of {Output(disarm.Ups, disarm.OutletGroup)} back",
        TurnOn on => $"turns {Output(on.Ups, on.OutletGroup)} on",
        CycleOutput cycle => $"cycles {Output(cycle.Ups, cycle.OutletGroup)}",
        AskPeersAboutSilence ask => $"asks the other terminals about {ask.Ups}",
        StopTerminal stop => $"stops {stop.Terminal}",
        _ => effect.GetType().Name,
    };

    private static string Output(string ups, string? group) => group is null ? ups : $"{group} of {ups}";

    private static string Word(Urgency urgency) => urgency switch
    {
        Urgency.Information => "information",
        Urgency.Warning => "warning",
        _ => "alarm",
    };
}

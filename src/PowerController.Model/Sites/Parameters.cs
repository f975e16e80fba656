using PowerController.Model.Units;

namespace PowerController.Model.Sites;

/// <summary>Every figure of a site with its default and range: the one place loader, schema, checks and help read them from.</summary>
public static class Parameters
{
    // A UPS and what its card stores.
    public static readonly Parameter<TimeSpan> ConfirmTime = Of(60, 0, 3600,
        "How long the UPS must be on battery before the power counts as failed; shorter dips are ignored.");

    public static readonly Parameter<TimeSpan> DiskConfirmTime = Of(30, 0, 3600,
        "The confirm time of a UPS that feeds a disk, when the UPS itself sets none: shorter than that of the nodes' UPSes.");

    public static readonly Parameter<TimeSpan> TerminalConfirmTime = Of(300, 0, 86_400,
        "How long a control terminal's own supply must have failed before the terminal stops itself: longer than the longest plan it serves.");

    public static readonly Parameter<TimeSpan> ShutoffDelay = Of(300, 0, 7200,
        "Time between the cut-off command to the UPS and its output going off.");

    public static readonly Parameter<TimeSpan> LowBatteryRunTime = Of(120, 0, 3600,
        "Run time left at which the UPS reports low battery.");

    public static readonly Parameter<TimeSpan> MaximumRequiredDelay = Of(0, 0, 3600,
        "The longest delay that the card itself grants its clients in a graceful shutdown.");

    public static readonly Parameter<TimeSpan> DiskProtectionTime = Of(60, 0, 3600,
        "Time the UPS waits after power is back before it feeds its output again (return delay).");

    public static readonly Parameter<Percent> ReturnCharge = new(new(15), new(0), new(100),
        "Battery charge to be reached before the load is started again.");

    public static readonly Parameter<Volts> UpperTransfer = new(new(108), new(80), new(300),
        "Input voltage above which the UPS goes to battery.");

    public static readonly Parameter<Volts> LowerTransfer = new(new(92), new(60), new(290),
        "Input voltage below which the UPS goes to battery.");

    public static readonly Parameter<TimeSpan> BeeperDelay = Of(30, 0, 3600,
        "How long the UPS is on battery before it beeps.");

    public static readonly Parameter<TimeSpan> SleepTime = Of(0, 0, 1_296_000,
        "How long the UPS sleeps after a timed power-off.");

    public static readonly Parameter<Celsius> BatteryTemperatureMin = new(new(0), new(-40), new(100),
        "Battery temperature below which there is an alarm.");

    public static readonly Parameter<Celsius> BatteryTemperatureMax = new(new(45), new(-40), new(100),
        "Battery temperature above which there is an alarm.");

    public static readonly Parameter<TimeSpan> ExpectedRunTime = Of(0, 0, 604_800,
        "Run time of the UPS at its usual load, for plans made while no live figure is known.");

    public static readonly Parameter<TimeSpan> SimulatedRunTime = Of(1800, 1, 604_800,
        "Run time of the simulated UPS with a full battery, at its load.");

    public static readonly Parameter<Percent> SimulatedLoad = new(new(30), new(0), new(150),
        "Load of the simulated UPS, as a share of its rating.");

    // Groups.
    public static readonly Parameter<TimeSpan> CommLossConfirmTime = Of(50, 0, 3600,
        "How long a UPS may be silent during an outage before the group's policy decides.");

    public static readonly Parameter<int> GroupPort = new(4000, 1, 65_535,
        "UDP port on which the hosts of the site talk.");

    // Disks, nodes, clusters.
    public static readonly Parameter<int> WarmUpOrder = new(1, 1, 1000,
        "Rank in which the disk is started on restore; lowest first.");

    public static readonly Parameter<TimeSpan> WarmUpTime = Of(60, 0, 7200,
        "Wait after the disk has power until it can be used.");

    public static readonly Parameter<TimeSpan> OsStopTime = Of(180, 1, 7200,
        "Time the node's operating system takes to stop, as measured on the node.");

    public static readonly Parameter<TimeSpan> NodeStartLimit = Of(900, 10, 86_400,
        "Time a node may take from being started until it is up; then it is given up with an alarm.");

    public static readonly Parameter<TimeSpan> JobLimit = Of(60, 1, 86_400,
        "Time a registered job may take.");

    public static readonly Parameter<TimeSpan> GuardEvery = Of(10, 1, 3600,
        "Pause until a guard is asked again.");

    public static readonly Parameter<TimeSpan> GuardCheckLimit = Of(30, 1, 3600,
        "Time one check of a guard may take.");

    public static readonly Parameter<TimeSpan> StepLimit = Of(60, 1, 7200,
        "Time a step of a workload may take.");

    public static readonly Parameter<TimeSpan> ClusterStopTimeout = Of(120, 1, 7200,
        "Time the cluster may take to stop; then the stop of the operating systems is forced.");

    public static readonly Parameter<TimeSpan> GuardLimit = Of(180, 0, 604_800,
        "Time a planned power-off waits for running work.");

    public static readonly Parameter<TimeSpan> OutageGuardLimit = Of(0, 0, 3600,
        "Time a power-off by outage waits for running work; counted in the plan.");

    public static readonly Parameter<TimeSpan> WorkloadStopBudget = Of(0, 0, 7200,
        "Time the workload's stop takes at least; it must fit into the cluster's stop timeout.");

    // The site's timing.
    public static readonly Parameter<TimeSpan> PollInterval = new(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(8),
        "How often a UPS is asked.");

    public static readonly Parameter<TimeSpan> HurriedPollInterval = new(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(8),
        "How often a UPS is asked while anything is on battery.");

    public static readonly Parameter<TimeSpan> PollGap = Of(8, 1, 8,
        "The longest time between two readings of a UPS that a plan counts with.");

    public static readonly Parameter<TimeSpan> OsStopHandout = Of(60, 1, 3600,
        "Time allowed for handing the stop of the operating system out to every node.");

    public static readonly Parameter<TimeSpan> CutSlot = Of(2, 1, 60,
        "Time allowed for the cut-off command to one UPS.");

    public static readonly Parameter<TimeSpan> MainsStable = Of(30, 0, 3600,
        "How long mains must be back without a break before anything is started.");

    public static readonly Parameter<TimeSpan> StartSpread = Of(2, 0, 600,
        "Pause between the starts of two nodes, so that they do not draw their inrush current together.");

    private static Parameter<TimeSpan> Of(int usual, int minimum, int maximum, string meaning) =>
        new(TimeSpan.FromSeconds(usual), TimeSpan.FromSeconds(minimum), TimeSpan.FromSeconds(maximum), meaning);
}

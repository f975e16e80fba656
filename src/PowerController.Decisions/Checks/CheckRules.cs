using System.Collections.Immutable;
using System.Reflection;
using PowerController.Model.Checks;

namespace PowerController.Decisions.Checks;

/// <summary>Every rule, by subject: 01 times, 02 supplies and structure, 03 restore, 04 UPSes and their cards, 05 network, 06 clusters and nodes.</summary>
/// <remarks>A code is never given to another rule, also when its own is dropped.</remarks>
public static class CheckRules
{
    // Times and the plan.
    public static readonly CheckRule DiskConfirm = Error("PC0101", "A disk's UPS must be confirmed before the nodes' UPSes",
        "When everything fails at once the disk's failure has to be seen first: it stops the cluster as a whole. Seen last, the nodes are stopped one by one, "
        + "and the cluster takes that for failing servers. 30 s for disks and 60 s for nodes are the usual pair.");

    public static readonly CheckRule TerminalConfirm = Error("PC0102", "A control terminal must outlive the longest plan it serves",
        "The terminal gives the last order at confirm time + poll gap + cluster timeout + handing out + 2 s for every UPS. If its own supply counts as failed before that, "
        + "it stops itself in the middle of a shutdown and outputs are never cut.");

    public static readonly CheckRule RunTime = Warning("PC0103", "The battery must carry what the plan needs of it",
        "The plan's times are ceilings. A battery that ends before them takes the power away from machines that are still stopping.");

    public static readonly CheckRule OsStop = Error("PC0104", "An operating system must be down before its output goes off",
        "The cut-off command is given when the stop of the operating system has been handed out; the shutoff delay is all the time it has.");

    public static readonly CheckRule Wrapper = Error("PC0105", "What wraps our cluster shutdown must wait at least as long as we do",
        "A UPS agent's command file that gives up first goes on to power the machine off while the cluster is still stopping.");

    public static readonly CheckRule WorkloadBudget = Error("PC0106", "A workload must be able to stop within the cluster's stop timeout",
        "At the timeout the stop of the operating systems is forced, whatever still runs.");

    public static readonly CheckRule ZeroConfirm = Warning("PC0107", "A confirm time of 0 takes every dip for a failure",
        "A dip of half a second would stop the site. A few seconds are the least; 60 s is usual.");

    public static readonly CheckRule PollGap = Error("PC0108", "A UPS must be asked more often than the plan counts with",
        "The plan adds the longest polling gap once. Polling that is slower breaks every time in it.");

    public static readonly CheckRule HurriedPoll = Warning("PC0109", "Polling must not slow down during an outage",
        "The hurried interval is for the moments that matter.");

    public static readonly CheckRule RunTimeUnknown = Note("PC0110", "Nobody has said how long the battery lasts",
        "The plan cannot be compared with the battery until the UPS tells its run time. `expectedRunTime` lets it be checked before.");

    public static readonly CheckRule CommLossTime = Error("PC0112", "Silence must last longer than a polling gap",
        "One lost answer is not silence. With a comm-loss confirm time below the polling gap the group's policy would act on a single lost packet.");

    public static readonly CheckRule LowBatteryTime = Warning("PC0114", "Low battery must be reported while there is time to stop",
        "At low battery the confirm time is skipped and the operating systems are stopped at once; what is left of the battery must be enough for that.");

    public static readonly CheckRule ConfirmBeyondBattery = Error("PC0115", "A failure must count before the battery is empty",
        "With a confirm time beyond the run time the UPS is empty before anybody acts.");

    // Supplies and structure.
    public static readonly CheckRule EmptySelection = Warning("PC0201", "Empty means none",
        "An empty list never stands for everything. A group or cluster with nothing in it does nothing.");

    public static readonly CheckRule UpsFeedsNothing = Warning("PC0202", "A UPS feeds nothing",
        "It is watched, but its failure stops nothing. Usually a `supply` was forgotten.");

    public static readonly CheckRule DiskUnused = Warning("PC0203", "No cluster depends on a disk",
        "Its failure stops nothing, and its output is never cut: nobody can say when it is safe.");

    public static readonly CheckRule NodeWithoutCluster = Note("PC0204", "A node is in no cluster",
        "It is stopped and started by itself, as a single server.");

    public static readonly CheckRule TerminalShares = Error("PC0205", "A control terminal that stands apart needs a UPS of its own",
        "A UPS that feeds the terminal is never cut by it: nodes and disks on it would stay on until the battery is empty, and then nobody watches the site.");

    public static readonly CheckRule Build = Error("PC0206", "The site is not built the way it says",
        "The four ways differ in who decides. What is configured must agree with the `build` that is named.");

    public static readonly CheckRule SharedUps = Warning("PC0207", "A UPS feeds cluster nodes and other servers",
        "A shutdown that the cluster manager asks for will not cut it, since the others go on; on an outage it is cut only when its own power has failed.");

    public static readonly CheckRule FragileSupply = Note("PC0208", "Every one of several sources is needed",
        "More sources that are all needed make a supply weaker, not stronger: the first loss drops it.");

    public static readonly CheckRule SameUpsTwice = Warning("PC0209", "A redundant supply hangs on one UPS",
        "Two outlets of the same UPS fail together.");

    public static readonly CheckRule NoMajority = Note("PC0212", "Two terminals have no majority",
        "A terminal that hears nothing cannot tell a dead neighbour from a cut cable, so with two terminals silence is never acted on. Three can decide.");

    public static readonly CheckRule TerminalsOnOneUps = Warning("PC0213", "Every terminal hangs on the same UPS",
        "When it fails nobody is left to decide.");

    public static readonly CheckRule MirrorShares = Error("PC0214", "In a mirror cluster each server has a UPS of its own",
        "The nodes decide together from their own UPSes. With a shared one neither can tell whether the other still has power.");

    public static readonly CheckRule OutletUnused = Note("PC0215", "An outlet group feeds nothing",
        "It is never switched. Usually a `supply` was forgotten.");

    public static readonly CheckRule WholeAndPart = Warning("PC0216", "A UPS is used whole and by outlet group",
        "Cutting the whole UPS takes the outlet group with it, and it waits for everything on it.");

    // Restore.
    public static readonly CheckRule RestoreDiffers = Error("PC0301", "Disks that can fail together must be restored the same way",
        "With different policies one disk is back while the other waits, and the cluster starts without it.");

    public static readonly CheckRule RestoreAmongNodes = Error("PC0302", "Where terminals are among the nodes, disks are restored by the terminal",
        "The nodes start before their disks there; the master turns the disks on in order and then reboots every node so that the cluster forms with its disks. "
        + "With another policy nobody does.");

    public static readonly CheckRule RestoreNoTerminal = Error("PC0303", "There is no terminal to restore by",
        "In a mirror cluster or on a single server nothing outside is left to turn an output on: the UPS must do it by itself.");

    public static readonly CheckRule RestoreNone = Warning("PC0304", "Somebody has to come and start it",
        "With the policy `none` nothing is started when power is back.");

    public static readonly CheckRule CannotRestart = Warning("PC0305", "A node that was stopped could not be started again",
        "It is started by its output going on, but its output is not cut while mains is good: stopped for the disk's sake, it would stay off. "
        + "Give it a second way: Wake-on-LAN, IPMI or Redfish.");

    public static readonly CheckRule ReturnChargeFull = Error("PC0306", "A return charge of 100 % may never be reached",
        "Worn batteries stop charging a little below. The site would wait for ever.");

    public static readonly CheckRule ReturnChargeZero = Warning("PC0307", "With a return charge of 0 % a second outage finds an empty battery",
        "The nodes are started while the battery cannot carry another shutdown.");

    public static readonly CheckRule StartOrder = Note("PC0308", "A node's output may be back before its disk is warm",
        "With the policy `ups` each UPS returns by itself. The order then depends on how long the node takes to boot. "
        + "A longer disk protection time on the node's UPS makes it certain.");

    public static readonly CheckRule NoWarmUp = Warning("PC0309", "A disk without warm-up time counts as ready at once",
        "Disks need time to spin up and to find themselves; nodes that start sooner come up without them.");

    public static readonly CheckRule MainsStable = Warning("PC0310", "Mains must be stable before anything is started",
        "Power often comes back for a moment and goes again. Everything would be started into the second outage.");

    // UPSes and their cards.
    public static readonly CheckRule CardName = Error("PC0401", "The card cannot store this name",
        "Cards keep 1 to 8 characters of ASCII; a longer name is cut off, and two UPSes may end up with the same one.");

    public static readonly CheckRule TemperatureLimits = Error("PC0402", "The temperature limits leave no room",
        "Every reading would be an alarm.");

    public static readonly CheckRule TransferLimits = Error("PC0403", "The transfer voltages leave no room",
        "The UPS would be on battery all the time.");

    public static readonly CheckRule NoLowBattery = Error("PC0405", "With a low-battery run time of 0 s there is no warning",
        "The UPS reports low battery when it is empty.");

    public static readonly CheckRule NoWriteAccess = Warning("PC0406", "The UPS can be read but not commanded",
        "Without write access its output is never cut and never turned on.");

    public static readonly CheckRule WeakSecurity = Note("PC0408", "The card is protected weakly",
        "Whoever can read the network can read, and perhaps command, the UPS.");

    public static readonly CheckRule SameCard = Error("PC0409", "Two UPSes are the same card",
        "One UPS's state would appear on another.");

    public static readonly CheckRule NoShutoffDelay = Error("PC0410", "A shutoff delay of 0 s cuts at once",
        "The operating systems have no time to stop.");

    public static readonly CheckRule NoSelfTest = Note("PC0411", "The battery is never tested",
        "A worn battery is found at the first outage.");

    // Network.
    public static readonly CheckRule FloatingAddress = Error("PC0501", "A floating address is used for a host or a UPS",
        "It moves with the cluster, and is gone when the cluster is stopped. Messages carry a host's own address, never a floating one.");

    public static readonly CheckRule GroupsDiffer = Error("PC0502", "Every group of a site has the same address and key",
        "Hosts of groups that differ do not hear each other.");

    public static readonly CheckRule NoGroupKey = Warning("PC0503", "There is no group key",
        "Without a secret any host on the network could pose as one of ours.");

    public static readonly CheckRule SameAddress = Error("PC0504", "Two hosts have the same address",
        "Orders for one would reach the other.");

    public static readonly CheckRule LeaseOfFew = Note("PC0509", "A lease is for three control terminals or more",
        "With fewer, the terminals settle who leads as well by themselves, and the etcd is one thing more to keep running.");

    public static readonly CheckRule SameMac = Error("PC0508", "Two nodes have the same hardware address",
        "Waking one would wake the other.");

    // Clusters and nodes.
    public static readonly CheckRule ManagerUnknown = Error("PC0602", "This cluster manager is not known",
        "The cluster could not be stopped.");

    public static readonly CheckRule EndlessGuard = Warning("PC0603", "A planned power-off may wait for ever",
        "Without a limit one stuck job keeps the site on.");

    public static readonly CheckRule NoAgent = Note("PC0605", "A node is stopped without an agent",
        "Nobody tells when its operating system has stopped: it counts as running until it is silent, and its whole time is waited for.");

    /// <summary>Every rule, by its code.</summary>
    public static ImmutableSortedDictionary<string, CheckRule> ByCode { get; } = typeof(CheckRules)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<CheckRule>()
        .ToImmutableSortedDictionary(rule => rule.Code, rule => rule, StringComparer.OrdinalIgnoreCase);

    private static CheckRule Error(string code, string title, string why) => new(code, Severity.Error, title, why);

    private static CheckRule Warning(string code, string title, string why) => new(code, Severity.Warning, title, why);

    private static CheckRule Note(string code, string title, string why) => new(code, Severity.Note, title, why);
}

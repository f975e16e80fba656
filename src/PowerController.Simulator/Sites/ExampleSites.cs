using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Simulator.Sites;

/// <summary>Sites to spend nights on: the four ways a site is built, and what is hard beside them.</summary>
public static class ExampleSites
{
    /// <summary>Way A: a terminal apart, four nodes each on a UPS of its own, one shared disk.</summary>
    public static Site TerminalApart { get; } = new SiteSketch(SiteBuild.TerminalApart, "terminal-apart")
        .Ups("UPS0", 300).Ups("UPS1", 60).Ups("UPS2", 60).Ups("UPS3", 60).Ups("UPS4", 60).Ups("UPS5", 30)
        .Terminal("terminal", "UPS0")
        .Node("node1", ["UPS1"]).Node("node2", ["UPS2"], wakeOnLan: true).Node("node3", ["UPS3"], ipmi: true).Node("node4", ["UPS4"])
        .Disk("disk1", ["UPS5"])
        .Cluster("cluster", ["node1", "node2", "node3", "node4"], ["disk1"])
        .Drawn();

    /// <summary>Way B: three nodes are terminals; the disk lives on either of two UPSes, and so does the first node.</summary>
    public static Site TerminalsAmongNodes { get; } = new SiteSketch(SiteBuild.TerminalsAmongNodes, "terminals-among-nodes", RestorePolicy.Terminal)
        .Ups("UPS1", 60).Ups("UPS2", 60).Ups("UPS3", 60).Ups("UPS4", 30).Ups("UPS5", 30)
        .Node("node1", ["UPS1", "UPS2"], wakeOnLan: true).Node("node2", ["UPS2"], wakeOnLan: true).Node("node3", ["UPS3"], ipmi: true)
        .TerminalOn("node1", 1).TerminalOn("node2", 2).TerminalOn("node3", 3)
        .Disk("disk1", ["UPS4", "UPS5"])
        .Cluster("cluster", ["node1", "node2", "node3"], ["disk1"])
        .Drawn();

    /// <summary>Way C: two servers, each with a UPS that is read by way of the server itself.</summary>
    public static Site Mirror { get; } = new SiteSketch(SiteBuild.Mirror, "mirror")
        .Ups("UPS1", 60, new SerialConnection("node1", "/dev/ttyS0", "apc-smart")).Ups("UPS2", 60, new AgentConnection("node2"))
        .Node("node1", ["UPS1"]).Node("node2", ["UPS2"])
        .Cluster("cluster", ["node1", "node2"], [])
        .Drawn();

    /// <summary>One server, one UPS.</summary>
    public static Site Single { get; } = new SiteSketch(SiteBuild.Single, "single")
        .Ups("UPS1", 60)
        .Node("server1", ["UPS1"])
        .Drawn();

    /// <summary>Two clusters on one disk, one of them with a disk of its own, a server without a cluster, and silence that counts.</summary>
    public static Site SharedDisks { get; } = new SiteSketch(SiteBuild.TerminalApart, "shared-disks", silence: CommLossPolicy.Shutdown)
        .Ups("UPS0", 400).Ups("UPS1", 60).Ups("UPS2", 60).Ups("UPS3", 60).Ups("UPS4", 60).Ups("UPS5", 30, outlets: 2).Ups("UPS6", 60, cut: CutOnMains.Delayed)
        .Terminal("terminal", "UPS0")
        .Node("node1", ["UPS1", "UPS2"], wakeOnLan: true).Node("node2", ["UPS2"], ipmi: true).Node("node3", ["UPS3"]).Node("node4", ["UPS4"], wakeOnLan: true)
        .Node("server5", ["UPS6"])
        .Disk("disk1", ["UPS5/outlets1"]).Disk("disk2", ["UPS5/outlets2"], 2)
        .Cluster("left", ["node1", "node2"], ["disk1"])
        .Cluster("right", ["node3", "node4"], ["disk1", "disk2"])
        .Drawn();

    /// <summary>Five disks of ranks 1 to 5, each on a UPS of its own; the terminal turns them on.</summary>
    public static Site FiveDisks { get; } = new SiteSketch(SiteBuild.TerminalApart, "five-disks", RestorePolicy.Terminal)
        .Ups("UPS0", 400).Ups("UPS1", 60).Ups("UPS2", 60, cut: CutOnMains.Impossible)
        .Ups("UPS3", 30).Ups("UPS4", 30).Ups("UPS5", 30).Ups("UPS6", 30).Ups("UPS7", 30)
        .Terminal("terminal", "UPS0")
        .Node("node1", ["UPS1"]).Node("node2", ["UPS2"], ipmi: true)
        .Disk("disk1", ["UPS3"], 1).Disk("disk2", ["UPS4"], 2).Disk("disk3", ["UPS5"], 3).Disk("disk4", ["UPS6"], 4).Disk("disk5", ["UPS7"], 5)
        .Cluster("cluster", ["node1", "node2"], ["disk1", "disk2", "disk3", "disk4", "disk5"])
        .Drawn();

    /// <summary>Three terminals apart that must agree on silence, and a server that people start themselves.</summary>
    public static Site ThreeTerminals { get; } = new SiteSketch(SiteBuild.TerminalApart, "three-terminals", silence: CommLossPolicy.Shutdown)
        .Ups("UPS0", 400).Ups("UPS1", 60).Ups("UPS2", 60).Ups("UPS3", 60).Ups("UPS4", 30).Ups("UPS9", 400)
        .Terminal("terminal1", "UPS0").Terminal("terminal2", "UPS9", 2).Terminal("terminal3", "UPS0", 3)
        .Node("node1", ["UPS1"]).Node("node2", ["UPS2"], wakeOnLan: true).Node("server3", ["UPS3"], restored: RestorePolicy.None)
        .Disk("disk1", ["UPS4"])
        .Cluster("cluster", ["node1", "node2"], ["disk1"])
        .Drawn();

    /// <summary>The four ways a site is built.</summary>
    public static ImmutableArray<Site> FourWays { get; } = [TerminalApart, TerminalsAmongNodes, Mirror, Single];

    public static ImmutableArray<Site> All { get; } = [.. FourWays, SharedDisks, FiveDisks, ThreeTerminals];
}

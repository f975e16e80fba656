using PowerController.Model.Checks;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Checks;

/// <summary>Whether everything can come up again, in order, with nobody in the room.</summary>
internal static class RestoreRules
{
    public static IEnumerable<Finding> Check(SiteIndex index) =>
        Policies(index)
            .Concat(None(index.Site))
            .Concat(Restart(index))
            .Concat(Charge(index))
            .Concat(Order(index));

    private static IEnumerable<Finding> Policies(SiteIndex index)
    {
        var site = index.Site;
        var first = site.Disks.FirstOrDefault();
        if (site.Disks.FirstOrDefault(disk => disk.Restore != first!.Restore) is { } other)
        {
            yield return CheckRules.RestoreDiffers.Found(other.Name,
                $"{first!.Name} is restored by '{Word(first.Restore)}', {other.Name} by '{Word(other.Restore)}'.", "Give all disks the same restore policy.");
        }

        foreach (var disk in site.Disks.Where(disk => site.Build == SiteBuild.TerminalsAmongNodes && disk.Restore != RestorePolicy.Terminal))
        {
            yield return CheckRules.RestoreAmongNodes.Found(disk.Name,
                $"{disk.Name} is restored by '{Word(disk.Restore)}', but the terminals are among the nodes.", "Write restore: terminal.");
        }

        if (site.Build is not (SiteBuild.Mirror or SiteBuild.Single))
            yield break;
        var byTerminal = site.Disks.Where(disk => disk.Restore == RestorePolicy.Terminal).Select(disk => disk.Name)
            .Concat(site.Nodes.Where(node => node.Restore == RestorePolicy.Terminal).Select(node => node.Name));
        foreach (var name in byTerminal)
            yield return CheckRules.RestoreNoTerminal.Found(name, $"{name} is restored by 'terminal', but no terminal stays on in this site.", "Write restore: ups.");
    }

    private static IEnumerable<Finding> None(Site site) =>
        site.Disks.Where(disk => disk.Restore == RestorePolicy.None).Select(disk => disk.Name)
            .Concat(site.Nodes.Where(node => node.Restore == RestorePolicy.None).Select(node => node.Name))
            .Select(name => CheckRules.RestoreNone.Found(name, $"{name} is restored by 'none'.", "Write restore: ups or restore: terminal if it should start by itself."));

    // A node stopped for its disk's sake, on good mains, starts again only if its output cycles or something else wakes it.
    private static IEnumerable<Finding> Restart(SiteIndex index)
    {
        foreach (var node in index.Site.Nodes.Where(node => node.StartBy.All(way => way is StartByOutput) && index.DisksOf(node.Name).Length > 0))
        {
            foreach (var ups in node.Supply.From.Select(source => index.Ups(source.Ups)))
            {
                var why = ups.CutOnMains == CutOnMains.Impossible ? "cannot be cut while mains is good" : ups.FeedsOthers ? "feeds others and is not cut while mains is good" : null;
                if (why is not null)
                {
                    yield return CheckRules.CannotRestart.Found(node.Name, $"{node.Name} starts when its output goes on, but {ups.Name} {why}.",
                        "Add wakeOnLan, ipmi or redfish to its startBy.");
                }
            }
        }
    }

    private static IEnumerable<Finding> Charge(SiteIndex index)
    {
        foreach (var ups in index.Site.Upses.Where(ups => index.NodesFedBy(ups.Name).Any() || index.DisksFedBy(ups.Name).Any()))
        {
            if (ups.Settings.ReturnCharge >= new Percent(100))
                yield return CheckRules.ReturnChargeFull.Found(ups.Name, $"{ups.Name} has a return charge of {ups.Settings.ReturnCharge}.", "Set its returnCharge to 90 or less.");
            else if (ups.Settings.ReturnCharge <= new Percent(0))
                yield return CheckRules.ReturnChargeZero.Found(ups.Name, $"{ups.Name} has a return charge of {ups.Settings.ReturnCharge}.", "Set its returnCharge to 15 or more.");
        }
    }

    private static IEnumerable<Finding> Order(SiteIndex index)
    {
        foreach (var disk in index.Site.Disks.Where(disk => disk.WarmUpTime == TimeSpan.Zero))
            yield return CheckRules.NoWarmUp.Found(disk.Name, $"{disk.Name} has no warm-up time.", "Set its warmUpTime to what its maker says; 60s is usual.");
        foreach (var cluster in index.Site.Clusters)
        {
            var last = cluster.Disks.Select(index.Disk)
                .Where(disk => disk.Restore == RestorePolicy.Ups)
                .Select(disk => (Disk: disk, Warm: WarmAfter(index, disk)))
                .OrderByDescending(pair => pair.Warm)
                .FirstOrDefault();
            var first = cluster.Nodes.Select(index.Node)
                .Where(node => node.Restore == RestorePolicy.Ups)
                .SelectMany(node => node.Supply.From.Select(source => (Node: node, Ups: index.Ups(source.Ups))))
                .OrderBy(pair => pair.Ups.Settings.DiskProtectionTime)
                .FirstOrDefault(pair => pair.Ups.Settings.DiskProtectionTime < last.Warm);
            if (last.Disk is { } disk && first is (Node: { } node, Ups: { } ups))
            {
                yield return CheckRules.StartOrder.Found(node.Name,
                    $"{ups.Name} feeds {node.Name} again after {UnitText.Seconds(ups.Settings.DiskProtectionTime)}, {disk.Name} is warm after {UnitText.Seconds(last.Warm)}.",
                    $"Set diskProtectionTime of {ups.Name} to {UnitText.Of(last.Warm)}, or be sure that {node.Name} takes longer to boot.");
            }
        }
    }

    private static TimeSpan WarmAfter(SiteIndex index, Disk disk) =>
        disk.Supply.From.Max(source => index.Ups(source.Ups).Settings.DiskProtectionTime) + disk.WarmUpTime;

    private static string Word(RestorePolicy policy) => policy switch
    {
        RestorePolicy.None => "none",
        RestorePolicy.Ups => "ups",
        _ => "terminal",
    };
}

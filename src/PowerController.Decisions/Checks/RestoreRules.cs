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
            yield return Rules.RestoreDiffers.Found(other.Name,
                $"{first!.Name} is restored by '{Word(first.Restore)}', {other.Name} by '{Word(other.Restore)}'.", "Give all disks the same restore policy.");
        }

        foreach (var disk in site.Disks.Where(disk => site.Build == SiteBuild.TerminalsAmongNodes && disk.Restore != RestorePolicy.Terminal))
        {
            yield return Rules.RestoreAmongNodes.Found(disk.Name,
                $"{disk.Name} is restored by '{Word(disk.Restore)}', but the terminals are among the nodes.", "Write restore: terminal.");
        }

        if (site.Build is not (SiteBuild.Mirror or SiteBuild.Single))
            yield break;
        var byTerminal = site.Disks.Where(disk => disk.Restore == RestorePolicy.Terminal).Select(disk => disk.Name)
            .Concat(site.Nodes.Where(node => node.Restore == RestorePolicy.Terminal).Select(node => node.Name));
        foreach (var name in byTerminal)
            yield return Rules.RestoreNoTerminal.Found(name, $"{name} is restored by 'terminal', but no terminal stays on in this site.", "Write restore: ups.");
    }

    private static IEnumerable<Finding> None(Site site) =>
        site.Disks.Where(disk => disk.Restore == RestorePolicy.None).Select(disk => disk.Name)
            .Concat(site.Nodes.Where(node => node.Restore == RestorePolicy.None).Select(node => node.Name))
            .Select(name => Rules.RestoreNone.Found(name, $"{name} is restored by 'none'.", "Write restore: ups or restore: terminal if it should start by itself."));

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
                    yield return Rules.CannotRestart.Found(node.Name, $"{node.Name} starts when its output goes on, but {ups.Name} {why}.",
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
                yield return Rules.ReturnChargeFull.Found(ups.Name, $"{ups.Name} has a return charge of {ups.Settings.ReturnCharge}.", "Set its returnCharge to 90 or less.");
            else if (ups.Settings.ReturnCharge <= new Percent(0))
                yield return Rules.ReturnChargeZero.Found(ups.Name, $"{ups.Name} has a return charge of {ups.Settings.ReturnCharge}.", "Set its returnCharge to 15 or more.");
        }
    }

    private static IEnumerable<Finding> Order(SiteIndex index)
    {
        foreach (var disk in index.Site.Disks)
        {
            if (disk.WarmUpTime == TimeSpan.Zero)
                yield return Rules.NoWarmUp.Found(disk.Name, $"{disk.Name} has no warm-up time.", "Set its warmUpTime to what its maker says; 60s is usual.");
            if (disk.Restore != RestorePolicy.Ups)
                continue;
            var warm = disk.Supply.From.Max(source => index.Ups(source.Ups).Settings.DiskProtectionTime) + disk.WarmUpTime;
            var early = index.NodesOn(disk.Name)
                .Where(node => node.Restore == RestorePolicy.Ups)
                .SelectMany(node => node.Supply.From.Select(source => (node, ups: index.Ups(source.Ups))))
                .MinBy(pair => pair.ups.Settings.DiskProtectionTime);
            if (early.node is not null && early.ups.Settings.DiskProtectionTime < warm)
            {
                yield return Rules.StartOrder.Found(early.node.Name,
                    $"{early.ups.Name} feeds {early.node.Name} again after {UnitText.Seconds(early.ups.Settings.DiskProtectionTime)}, {disk.Name} is warm after {UnitText.Seconds(warm)}.",
                    $"Set diskProtectionTime of {early.ups.Name} to {UnitText.Of(warm)}, or be sure that {early.node.Name} takes longer to boot.");
            }
        }
    }

    private static string Word(RestorePolicy policy) => policy switch
    {
        RestorePolicy.None => "none",
        RestorePolicy.Ups => "ups",
        _ => "terminal",
    };
}

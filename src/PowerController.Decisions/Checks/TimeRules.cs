using PowerController.Decisions.Plans;
using PowerController.Model.Checks;
using PowerController.Model.Plans;
using PowerController.Model.Sites;
using static PowerController.Model.Units.UnitText;

namespace PowerController.Decisions.Checks;

/// <summary>The times of the plan against each other and against the batteries.</summary>
internal static class TimeRules
{
    public static IEnumerable<Finding> Check(SiteIndex index, Plan everything) =>
        Confirm(index)
            .Concat(TerminalConfirm(index))
            .Concat(RunTime(index, everything))
            .Concat(OsStop(index))
            .Concat(Polling(index.Site))
            .Concat(CommLoss(index.Site));

    private static IEnumerable<Finding> Confirm(SiteIndex index)
    {
        foreach (var disk in index.Site.Disks)
        {
            var own = disk.Supply.From.Select(source => index.Ups(source.Ups)).ToArray();
            var slowest = own.MaxBy(ups => ups.ConfirmTime);
            var fastest = index.NodesOn(disk.Name)
                .SelectMany(node => node.Supply.From)
                .Select(source => index.Ups(source.Ups))
                .Where(ups => !own.Contains(ups))
                .MinBy(ups => ups.ConfirmTime);
            if (slowest is not null && fastest is not null && slowest.ConfirmTime >= fastest.ConfirmTime)
            {
                yield return CheckRules.DiskConfirm.Found(slowest.Name,
                    $"{slowest.Name} feeds {disk.Name} and is confirmed after {Seconds(slowest.ConfirmTime)}, {fastest.Name} feeds its nodes and is confirmed after {Seconds(fastest.ConfirmTime)}.",
                    $"Set confirmTime of {slowest.Name} below {Seconds(fastest.ConfirmTime)}; 30 s for disks and 60 s for nodes are usual.");
            }
        }

        foreach (var ups in index.Site.Upses)
        {
            if (ups.ConfirmTime == TimeSpan.Zero && Feeds(index, ups))
            {
                yield return CheckRules.ZeroConfirm.Found(ups.Name, $"{ups.Name} has a confirm time of 0 s: any dip counts as a power failure.",
                    "Set its confirmTime to 30s for a disk, 60s for nodes.");
            }

            if (ups.ExpectedRunTime is { } runTime && ups.ConfirmTime >= runTime && Feeds(index, ups))
            {
                yield return CheckRules.ConfirmBeyondBattery.Found(ups.Name,
                    $"{ups.Name} is confirmed after {Seconds(ups.ConfirmTime)}, but its battery is expected to last {Seconds(runTime)}.",
                    "Shorten its confirmTime, or give it a battery that carries the plan.");
            }
        }
    }

    private static IEnumerable<Finding> TerminalConfirm(SiteIndex index)
    {
        var (longest, failure) = ShutdownPlanner.LongestTerminalDuty(index);
        foreach (var terminal in index.Site.Terminals.Where(terminal => terminal.Node is null && terminal.Supply is not null))
        {
            if (terminal.ConfirmTime < longest)
            {
                yield return CheckRules.TerminalConfirm.Found(terminal.Name,
                    $"{terminal.Name} stops itself {Seconds(terminal.ConfirmTime)} after its own power failed, but the plan needs it until {Seconds(longest)} ({failure.Description}).",
                    $"Set confirmTime of {terminal.Name} to {Of(longest)} or more.");
            }
        }
    }

    private static IEnumerable<Finding> RunTime(SiteIndex index, Plan everything)
    {
        foreach (var need in everything.Upses.Where(need => need.Required > TimeSpan.Zero))
        {
            if (need.Available is not { } available)
            {
                yield return CheckRules.RunTimeUnknown.Found(need.Ups,
                    $"The plan needs {Seconds(need.Required)} of {need.Ups}; its run time is not known.",
                    "Set its expectedRunTime, or plan with --runtime.");
            }
            else if (available < need.Required)
            {
                yield return CheckRules.RunTime.Found(need.Ups,
                    $"The plan needs {Seconds(need.Required)} of {need.Ups}, its battery gives {Seconds(available)}: {Seconds(need.Required - available)} too little.",
                    $"Shorten the timeouts that the plan of '{everything.Failure}' names, lessen the load of {need.Ups}, or give it more battery.");
            }
        }

        foreach (var ups in index.Site.Upses)
        {
            var slowest = index.NodesFedBy(ups.Name).MaxBy(node => node.OsStopTime);
            var low = ups.Settings.LowBatteryRunTime;
            if (slowest is not null && low > TimeSpan.Zero && low < slowest.OsStopTime)
            {
                yield return CheckRules.LowBatteryTime.Found(ups.Name,
                    $"{ups.Name} reports low battery with {Seconds(low)} left, but {slowest.Name} takes {Seconds(slowest.OsStopTime)} to stop.",
                    $"Set its lowBatteryRunTime to {Of(slowest.OsStopTime)} or more.");
            }
        }
    }

    private static IEnumerable<Finding> OsStop(SiteIndex index)
    {
        foreach (var node in index.Site.Nodes)
        {
            foreach (var source in node.Supply.From)
            {
                var delay = CutArithmetic.Shortest(index.Ups(source.Ups), source);
                if (delay > TimeSpan.Zero && node.OsStopTime >= delay)
                {
                    yield return CheckRules.OsStop.Found(node.Name,
                        $"{node.Name} takes {Seconds(node.OsStopTime)} to stop, but {source} goes off {Seconds(delay)} after the command.",
                        $"Set shutoffDelay of {source} above {Of(node.OsStopTime)}.");
                }
            }
        }
    }

    private static IEnumerable<Finding> Polling(Site site)
    {
        var timing = site.Timing;
        if (timing.PollInterval > timing.PollGap)
        {
            yield return CheckRules.PollGap.Found(site.Name,
                $"UPSes are asked every {Seconds(timing.PollInterval)}, but the plan counts with at most {Seconds(timing.PollGap)} between two readings.",
                $"Set pollInterval to {Of(timing.PollGap)} or less; 2s is usual.");
        }

        if (timing.HurriedPollInterval > timing.PollInterval)
        {
            yield return CheckRules.HurriedPoll.Found(site.Name,
                $"During an outage UPSes are asked every {Seconds(timing.HurriedPollInterval)}, otherwise every {Seconds(timing.PollInterval)}.",
                $"Set hurriedPollInterval to {Of(timing.PollInterval)} or less; 1s is usual.");
        }

        if (timing.MainsStable == TimeSpan.Zero)
        {
            yield return CheckRules.MainsStable.Found(site.Name, "Everything is started the moment mains is back.", "Set mainsStable to 30s or more.");
        }
    }

    private static IEnumerable<Finding> CommLoss(Site site) =>
        site.Groups
            .Where(group => group.CommLossConfirmTime < site.Timing.PollGap)
            .Select(group => CheckRules.CommLossTime.Found(group.Name,
                $"{group.Name} takes {Seconds(group.CommLossConfirmTime)} without an answer for silence, but two readings may be {Seconds(site.Timing.PollGap)} apart.",
                $"Set commLoss confirmTime above {Of(site.Timing.PollGap)}; 50s is usual."));

    private static bool Feeds(SiteIndex index, Ups ups) => index.NodesFedBy(ups.Name).Any() || index.DisksFedBy(ups.Name).Any();
}

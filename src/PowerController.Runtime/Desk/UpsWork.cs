using System.Collections.Immutable;
using System.Diagnostics;
using PowerController.Devices.Drivers;
using PowerController.Model.Runs;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.Desk;

/// <summary>Does what an operator wants of one UPS, by its driver. Whoever calls it audits the answer.</summary>
public static class UpsWork
{
    public static async Task<Answer> DoAsync(SiteSnapshot snapshot, IUpsDriver driver, UpsCommand command, CancellationToken cancellation)
    {
        switch (command)
        {
            case TestUps:
                var tested = await driver.ControlAsync(new ControlOrder(ControlAction.SelfTest), cancellation).ConfigureAwait(false);
                return new Answer(tested.IsUnderWay, $"{command.Ups}: {tested.Text}");
            case SwitchOutlet outlet:
                if (WhyNot(snapshot, outlet) is { } refused)
                    return new Answer(false, refused);
                var switched = await driver.ControlAsync(OrderOf(snapshot, outlet), cancellation).ConfigureAwait(false);
                return new Answer(switched.IsUnderWay, $"{command.Ups}: {switched.Text}");
            case SetUps set:
                return await SetAsync(driver, set, cancellation).ConfigureAwait(false);
            default:
                throw new UnreachableException();
        }
    }

    private static async Task<Answer> SetAsync(IUpsDriver driver, SetUps set, CancellationToken cancellation)
    {
        var changes = ImmutableArray.CreateBuilder<SettingChange>();
        foreach (var wish in set.Wishes)
        {
            if (!SettingText.TryRead(wish.Name, wish.Value, out var change, out var wrong))
                return new Answer(false, wrong);
            changes.Add(change);
        }

        var written = await driver.WriteSettingsAsync(changes.ToImmutable(), cancellation).ConfigureAwait(false);
        return written.Value is { } report
            ? new Answer(report.IsAsWanted, string.Join('\n', report.Outcomes.Select(outcome => $"{set.Ups}: {outcome.Text}")))
            : new Answer(false, $"{set.Ups}: {written.Fault}");
    }

    /// <summary>What still runs, or may run, behind an output that is to go off.</summary>
    private static string? WhyNot(SiteSnapshot snapshot, SwitchOutlet outlet)
    {
        var topology = snapshot.State.Topology;
        var ups = topology.Ups(outlet.Ups);
        if (ups < 0)
            return $"There is no UPS called {outlet.Ups}.";
        var place = topology.Upses[ups];
        var output = PlaceOf(place, outlet.OutletGroup);
        if (output is null)
            return $"{outlet.Ups} has no outlet group called {outlet.OutletGroup}; {Groups(place)}.";
        if (outlet.On || outlet.Anyway)
            return null;
        var nodes = output.Nodes.Concat(output.Disks.SelectMany(disk => topology.Disks[disk].Nodes)).Distinct()
            .Where(node => snapshot.State.Nodes[node].MayRun)
            .Select(node => topology.Nodes[node].Node.Name)
            .Concat(output.Terminals.Select(terminal => topology.Terminals[terminal].Terminal.Name))
            .ToArray();
        return nodes.Length == 0
            ? null
            : $"{outlet.Ups} stays on: {string.Join(", ", nodes)} may be running and would lose power or a disk. Shut down what hangs on it first, or ask for it 'anyway'.";
    }

    private static OutputPlace? PlaceOf(UpsPlace place, string? group) =>
        place.Outputs.FirstOrDefault(output => string.Equals(output.OutletGroup, group, StringComparison.Ordinal));

    private static string Groups(UpsPlace place) => place.Ups.OutletGroups.Length == 0
        ? "it has none"
        : $"there are {string.Join(", ", place.Ups.OutletGroups.Select(group => group.Name))}";

    private static ControlOrder OrderOf(SiteSnapshot snapshot, SwitchOutlet outlet)
    {
        if (outlet.OutletGroup is null)
            return new ControlOrder(outlet.On ? ControlAction.On : ControlAction.Off);
        var topology = snapshot.State.Topology;
        var group = topology.Upses[topology.Ups(outlet.Ups)].Ups.OutletGroups.First(one => string.Equals(one.Name, outlet.OutletGroup, StringComparison.Ordinal));
        return new ControlOrder(outlet.On ? ControlAction.OutletOn : ControlAction.OutletOff, Outlet: group.Index);
    }
}

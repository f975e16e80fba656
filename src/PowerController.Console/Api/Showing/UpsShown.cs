using System.Collections.Immutable;
using PowerController.Console.Api.Documents;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Runtime.Snapshots;

namespace PowerController.Console.Api.Showing;

/// <summary>One UPS for readers: the judgement, and the figures with their age.</summary>
internal static class UpsShown
{
    public static UpsStatus Of(SiteSnapshot snapshot, int at)
    {
        var place = snapshot.State.Topology.Upses[at];
        var state = snapshot.State.Upses[at];
        var figures = at < snapshot.Upses.Length ? snapshot.Upses[at] : new UpsFigures(null, null, "", null);
        var moments = new Moments(snapshot);
        var reading = figures.Last;
        return new UpsStatus(
            place.Ups.Name,
            place.Ups.Description,
            figures.Address,
            StateOf(state),
            moments.Since(SinceOf(state)),
            reading?.InputVoltage?.Value,
            reading?.OutputVoltage?.Value,
            reading?.OutputPower?.Value,
            reading?.Load?.Value,
            reading?.Charge?.Value,
            reading?.RunTime?.TotalSeconds,
            snapshot.State.Times is { } times && times.FullNeeds[at] > TimeSpan.Zero ? times.FullNeeds[at].TotalSeconds : null,
            reading?.BatteryTemperature?.Value,
            figures.HeardAt is { } heard ? (snapshot.Now - heard).TotalSeconds : null,
            reading is null ? [] : [.. Spoken.Of(reading.Conditions)],
            [.. Enumerable.Range(0, place.Outputs.Length).Select(output => Output(snapshot, moments, place, state, output))],
            figures.Identity is { } known ? new IdentityStatus(known.Maker, known.Model, known.Serial, known.Firmware, known.Name, known.BatteryDate) : null);
    }

    /// <summary>Low battery is what operators know an exhausting one by.</summary>
    public static string StateOf(UpsState state) =>
        state.Power == UpsPower.Exhausting && state.Alarms.HasFlag(Conditions.LowBattery) ? "low battery"
        : state.Power == UpsPower.Good && state.Bypass ? "on bypass"
        : Spoken.Of(state.Power);

    private static TimeSpan SinceOf(UpsState state) => state.Power switch
    {
        UpsPower.Silent => state.SilentSince ?? TimeSpan.Zero,
        UpsPower.OutputOff => state.OutputSince,
        UpsPower.Failed => state.FailedSince ?? state.MainsSince,
        UpsPower.Exhausting => state.ExhaustingSince ?? state.MainsSince,
        UpsPower.Unknown => TimeSpan.Zero,
        _ => state.MainsSince,
    };

    private static OutputStatus Output(SiteSnapshot snapshot, Moments moments, UpsPlace place, UpsState state, int output)
    {
        var topology = snapshot.State.Topology;
        var at = place.Outputs[output];
        var cut = state.Outputs[output];
        ImmutableArray<string> feeds =
        [
            .. at.Terminals.Select(terminal => topology.Terminals[terminal].Terminal.Name),
            .. at.Nodes.Select(node => topology.Nodes[node].Node.Name),
            .. at.Disks.Select(disk => topology.Disks[disk].Disk.Name),
        ];
        return new OutputStatus(at.OutletGroup, Spoken.Of(cut.Cut), cut.Cut == CutStage.None ? null : moments.Since(cut.OffAt), feeds);
    }
}

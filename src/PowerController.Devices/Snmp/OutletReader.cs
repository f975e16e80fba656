using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;

namespace PowerController.Devices.Snmp;

/// <summary>Reads the outlet groups of a card.</summary>
internal static class OutletReader
{
    public static async Task<DeviceResult<OutletReadout>> ReadAsync(ISnmpChannel channel, DeviceProfile profile, CancellationToken cancel)
    {
        if (profile.Outlets is not { } table)
            return new DeviceFault(DeviceFaultKind.NotSupported, $"The profile '{profile.Name}' knows no outlet groups.");
        var states = await channel.WalkAsync(table.State, Limits.Alarms, cancel).ConfigureAwait(false);
        if (!states.Succeeded)
            return FaultText.Of(channel, states.Failure);
        var names = table.Name is { } column ? await channel.WalkAsync(column, Limits.Alarms, cancel).ConfigureAwait(false) : null;
        return new OutletReadout([.. states.VarBinds.Select(varBind =>
        {
            var index = varBind.Name[varBind.Name.Count - 1];
            var name = names is { Succeeded: true } && table.Name is { } prefix ? ProfileIdentifier.TextOf(names[prefix.Append(varBind.Name.Arcs[table.State.Count..])]) : "";
            bool? isOn = varBind.Value.TryGetInt64(out var told) && table.Means.TryGetValue(told, out var on) ? on : null;
            return new OutletState((int)index, name, isOn);
        })]);
    }
}

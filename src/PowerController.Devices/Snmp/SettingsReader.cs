using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Snmp;

namespace PowerController.Devices.Snmp;

/// <summary>Reads what a card stores.</summary>
internal sealed class SettingsReader(ISnmpChannel channel, DeviceProfile profile)
{
    public async Task<DeviceResult<SettingsReadout>> ReadAsync(CancellationToken cancel)
    {
        if (profile.Settings.IsEmpty)
            return new SettingsReadout([]);
        var values = await CardSurvey.AnsweredAsync(channel, [.. profile.Settings.Select(setting => setting.Object)], cancel).ConfigureAwait(false);
        if (!values.IsGood)
            return values.Fault!;
        var allowed = await AllowedValues.ReadAsync(channel, profile, cancel).ConfigureAwait(false);
        var states = ImmutableArray.CreateBuilder<SettingState>();
        foreach (var rule in profile.Settings)
        {
            if (values.Value!.TryGetValue(rule.Object, out var value) && SettingForm.FromWire(rule, value) is { } told)
                states.Add(new SettingState(rule.Name, told, SettingForm.AllowedInWords(rule, allowed.Of(rule))));
        }

        return new SettingsReadout(states.ToImmutable());
    }
}

using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Model.Readings;
using PowerController.Snmp;

namespace PowerController.Devices.Snmp;

/// <summary>Looks a card over: which objects of its profile it answers. What it does not have costs its time once, not at every poll.</summary>
internal static class CardSurvey
{
    /// <summary>The objects that answer, with their values.</summary>
    public static async Task<DeviceResult<Dictionary<Oid, SnmpValue>>> AnsweredAsync(ISnmpChannel channel, ImmutableArray<Oid> objects, CancellationToken cancel)
    {
        var answered = new Dictionary<Oid, SnmpValue>();
        var size = Limits.SurveyObjects;
        for (var start = 0; start < objects.Length;)
        {
            var part = objects.Slice(start, Math.Min(size, objects.Length - start));
            var reply = await channel.GetAsync(part, cancel).ConfigureAwait(false);
            if (!reply.Succeeded)
            {
                // Some old cards say nothing at all when they are asked for more than they can hold.
                if (size == Limits.SurveyObjectsSlow || cancel.IsCancellationRequested)
                    return FaultText.Of(channel, reply.Failure);
                size = Limits.SurveyObjectsSlow;
                continue;
            }

            foreach (var varBind in reply.VarBinds.Where(varBind => !varBind.Value.IsException))
                answered[varBind.Name] = varBind.Value;
            start += part.Length;
        }

        return answered;
    }

    public static UpsIdentity Identity(IdentitySources sources, IReadOnlyDictionary<Oid, SnmpValue> answered)
    {
        return new UpsIdentity(Of(sources.Maker), Of(sources.Model), Of(sources.Serial), Of(sources.Firmware), Of(sources.Name), Of(sources.BatteryDate));

        string Of(ImmutableArray<IdentitySource> from) => from
            .Select(source => source.Text ?? (answered.TryGetValue(source.Object, out var value) ? ProfileIdentifier.TextOf(value) : ""))
            .FirstOrDefault(text => text.Length > 0) ?? "";
    }

    /// <summary>What the card can do: the settings it answers, and the ways of its profile.</summary>
    public static UpsCapabilities Capabilities(DeviceProfile profile, IReadOnlyDictionary<Oid, SnmpValue> answered) => new(
        profile.ControlCapabilities,
        [.. profile.Settings.Where(setting => answered.ContainsKey(setting.Object)).Select(setting => setting.Name)]);
}

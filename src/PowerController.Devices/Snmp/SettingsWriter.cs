using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Snmp;

/// <summary>Writes settings one by one, so that one the card refuses does not take the others with it; then waits, reads them all again and compares.</summary>
internal sealed class SettingsWriter(ISnmpChannel channel, DeviceProfile profile, TimeProvider time)
{
    public async Task<DeviceResult<SettingsReport>> WriteAsync(ImmutableArray<SettingChange> changes, CancellationToken cancel)
    {
        var rules = changes.Select(change => profile.Setting(change.Name)).OfType<SettingRule>().ToImmutableArray();
        var before = await CardSurvey.AnsweredAsync(channel, [.. rules.Select(rule => rule.Object).Distinct()], cancel).ConfigureAwait(false);
        if (!before.IsGood)
            return before.Fault!;
        var allowed = await AllowedValues.ReadAsync(channel, profile, cancel).ConfigureAwait(false);
        var outcomes = new List<SettingOutcome>();
        foreach (var change in changes)
            outcomes.Add(await WriteOneAsync(change, before.Value!, allowed, cancel).ConfigureAwait(false));
        if (outcomes.Exists(outcome => outcome.Result == SettingResult.Written))
        {
            await Task.Delay(Limits.SettingsSettle, time, cancel).ConfigureAwait(false);
            await CompareAsync(outcomes, cancel).ConfigureAwait(false);
        }

        return new SettingsReport([.. outcomes]);
    }

    private async Task<SettingOutcome> WriteOneAsync(SettingChange change, Dictionary<Oid, SnmpValue> before, AllowedValues allowed, CancellationToken cancel)
    {
        if (profile.Setting(change.Name) is not { } rule || !before.TryGetValue(rule.Object, out var wireBefore) || SettingForm.FromWire(rule, wireBefore) is not { } was)
            return new SettingOutcome(change.Name, change.Value, null, null, SettingResult.NotSupported, $"The card at {channel.Address} has no such setting.");
        var prepared = Prepare(rule, change.Value, wireBefore, allowed, out var wrong);
        if (prepared is not { } wire)
            return new SettingOutcome(change.Name, change.Value, was, was, SettingResult.NotAllowed, $"Not written: {wrong}.");
        if (wire == wireBefore)
            return new SettingOutcome(change.Name, change.Value, was, was, SettingResult.Unchanged, $"It is {was} already.");
        var reply = await channel.SetAsync([new VarBind(rule.Object, wire)], cancel).ConfigureAwait(false);
        return reply switch
        {
            { Succeeded: true } => new SettingOutcome(change.Name, change.Value, was, null, SettingResult.Written, $"Written: {change.Value}."),

            // The card may have taken it and only its answer been lost: the comparison decides.
            { Failure.Kind: SnmpFailureKind.Timeout } => new SettingOutcome(change.Name, change.Value, was, null, SettingResult.Written, FaultText.Of(channel, reply.Failure).Text),
            { Failure.Kind: SnmpFailureKind.ErrorStatus } => new SettingOutcome(
                change.Name, change.Value, was, was, SettingResult.Refused, $"The card at {channel.Address} refuses {change.Value}: {FaultText.Status(reply.Failure.Status)}."),
            _ => new SettingOutcome(change.Name, change.Value, was, null, SettingResult.NoAnswer, FaultText.Of(channel, reply.Failure).Text),
        };
    }

    /// <summary>The value on the wire; null with the reason when the card would not take it.</summary>
    internal static SnmpValue? Prepare(SettingRule rule, SettingValue wanted, SnmpValue like, AllowedValues allowed, out string wrong)
    {
        if (rule.Kind == SettingKind.Text)
        {
            wrong = "the value is not a text";
            if (wanted is not TextSetting text)
                return null;
            wrong = $"'{text.Text}' is longer than the {rule.Longest} characters that the card keeps";
            return text.Text.Length > rule.Longest ? null : SnmpValue.Text(text.Text);
        }

        if (SettingForm.ToNumber(rule, wanted, out wrong) is not { } number)
            return null;
        var list = allowed.Of(rule);
        var fits = !list.IsEmpty ? list.Contains(number)
            : rule.Values.IsEmpty ? !(number < rule.Least) && !(number > rule.Most)
            : rule.Values.Contains(number);
        wrong = $"{wanted} is not what the card takes, which is {SettingForm.AllowedInWords(rule, list)}{NearestInWords(rule, list, number)}";
        return fits ? SettingForm.ToWire(number, like.Type) : null;
    }

    private static string NearestInWords(SettingRule rule, ImmutableArray<long> list, long number)
    {
        var next = rule.Corrects == Correction.NextLower
            ? list.Where(known => known <= number).OrderDescending().Cast<long?>().FirstOrDefault()
            : list.Where(known => known >= number).Order().Cast<long?>().FirstOrDefault();
        return next is { } nearest ? $"; the nearest is {SettingForm.FromNumber(rule, nearest)}" : "";
    }

    private async Task CompareAsync(List<SettingOutcome> outcomes, CancellationToken cancel)
    {
        var written = outcomes.Where(outcome => outcome.Result == SettingResult.Written).Select(outcome => profile.Setting(outcome.Name)!).ToImmutableArray();
        var after = await CardSurvey.AnsweredAsync(channel, [.. written.Select(rule => rule.Object)], cancel).ConfigureAwait(false);
        for (var place = 0; place < outcomes.Count; place++)
        {
            if (outcomes[place] is not { Result: SettingResult.Written } outcome)
                continue;
            var rule = profile.Setting(outcome.Name)!;
            var now = after.IsGood && after.Value!.TryGetValue(rule.Object, out var value) ? SettingForm.FromWire(rule, value) : null;
            outcomes[place] = Judge(outcome with { After = now }, rule, after.Fault);
        }
    }

    private SettingOutcome Judge(SettingOutcome outcome, SettingRule rule, DeviceFault? fault)
    {
        if (outcome.After is not { } now)
            return outcome with { Result = SettingResult.NoAnswer, Text = fault?.Text ?? $"The card at {channel.Address} no longer tells this setting." };
        if (IsSame(rule, now, outcome.Wanted))
            return outcome with { Text = $"Written and read back: {now}." };
        return now == outcome.Before
            ? outcome with { Result = SettingResult.Ignored, Text = $"The card at {channel.Address} acknowledged {outcome.Wanted} and has {now} still after {UnitText.Seconds(Limits.SettingsSettle)}." }
            : outcome with { Result = SettingResult.Corrected, Text = $"The card at {channel.Address} made {now} of {outcome.Wanted}." };
    }

    private static bool IsSame(SettingRule rule, SettingValue now, SettingValue wanted) =>
        now == wanted || (rule.Kind != SettingKind.Text && SettingForm.ToNumber(rule, now, out _) == SettingForm.ToNumber(rule, wanted, out _));
}

using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Snmp;

/// <summary>Makes drivers that share their plans: thousands of cards of one kind have one plan.</summary>
public sealed class SnmpDrivers(ProfileLibrary library, TimeProvider? time = null)
{
    private readonly ProfileIdentifier _identifier = new(library);
    private readonly PollPlanner _planner = new();

    /// <param name="profile">The profile that the site names; null lets the card be identified.</param>
    public SnmpDriver For(ISnmpChannel channel, string? profile = null) => new(channel, _identifier, _planner, profile, time ?? TimeProvider.System);
}

/// <summary>A UPS behind an SNMP card. One poll at a time; settings and commands may run beside it.</summary>
public sealed class SnmpDriver : IUpsDriver
{
    private readonly ISnmpChannel _channel;
    private readonly ProfileIdentifier _identifier;
    private readonly PollPlanner _planner;
    private readonly string? _profile;
    private readonly TimeProvider _time;
    private volatile PolledCard? _card;

    /// <param name="profile">The profile that the site names; null lets the card be identified.</param>
    public SnmpDriver(ISnmpChannel channel, ProfileLibrary library, string? profile = null, TimeProvider? time = null)
        : this(channel, new ProfileIdentifier(library), new PollPlanner(), profile, time ?? TimeProvider.System)
    {
    }

    internal SnmpDriver(ISnmpChannel channel, ProfileIdentifier identifier, PollPlanner planner, string? profile, TimeProvider time)
    {
        _channel = channel;
        _identifier = identifier;
        _planner = planner;
        _profile = profile;
        _time = time;
    }

    public string Address => _channel.Address;

    /// <summary>What it was found to be; null before it was identified.</summary>
    public UpsDescription? Description => _card?.Description;

    internal PolledCard? Card => _card;

    internal SnmpTarget? Target => (_channel as ClientChannel)?.Target;

    internal DeviceFault FaultOf(SnmpFailure failure) => FaultText.Of(_channel, failure);

    public async Task<DeviceResult<UpsDescription>> IdentifyAsync(CancellationToken cancel)
    {
        var card = await WithinAsync(Limits.IdentifyDeadline, SurveyAsync, cancel).ConfigureAwait(false);
        return card.IsGood ? card.Value!.Description : card.Fault!;
    }

    public async Task<DeviceResult<PolledReading>> PollAsync(CancellationToken cancel)
    {
        if (_card is null || _card.IsLookDue(_time.GetTimestamp()))
        {
            // A card that was polled before goes on with what was known when it cannot be looked over just now.
            var surveyed = await WithinAsync(Limits.IdentifyDeadline, SurveyAsync, cancel).ConfigureAwait(false);
            if (!surveyed.IsGood && _card is null)
                return surveyed.Fault!;
        }

        return await WithinAsync(_channel.Timeout, PollOnceAsync, cancel).ConfigureAwait(false);
    }

    public Task<DeviceResult<SettingsReadout>> ReadSettingsAsync(CancellationToken cancel) =>
        WithCardAsync(Limits.SettingsDeadline, (card, stop) => new SettingsReader(_channel, card.Plan.Profile).ReadAsync(stop), cancel);

    public Task<DeviceResult<SettingsReport>> WriteSettingsAsync(ImmutableArray<SettingChange> changes, CancellationToken cancel) =>
        WithCardAsync(Limits.SettingsDeadline, (card, stop) => new SettingsWriter(_channel, card.Plan.Profile, _time).WriteAsync(changes, stop), cancel);

    public Task<DeviceResult<OutletReadout>> ReadOutletsAsync(CancellationToken cancel) =>
        WithCardAsync(Limits.SettingsDeadline, (card, stop) => OutletReader.ReadAsync(_channel, card.Plan.Profile, stop), cancel);

    public async Task<ControlOutcome> ControlAsync(ControlOrder order, CancellationToken cancel)
    {
        var card = await CardAsync(cancel).ConfigureAwait(false);
        return card.IsGood
            ? await new ControlRun(_channel, card.Value!.Plan, _time).CarryOutAsync(order, cancel).ConfigureAwait(false)
            : NotReached(order, card.Fault!);
    }

    public async Task<ControlOutcome> AbortAsync(ControlOrder order, CancellationToken cancel)
    {
        var card = await CardAsync(cancel).ConfigureAwait(false);
        return card.IsGood
            ? await new ControlRun(_channel, card.Value!.Plan, _time).TakeBackAsync(order, cancel).ConfigureAwait(false)
            : NotReached(order, card.Fault!);
    }

    private static ControlOutcome NotReached(ControlOrder order, DeviceFault fault) =>
        new(order.Action, "", fault.Kind == DeviceFaultKind.NotIdentified ? ControlResult.NotSupported : ControlResult.NoAnswer, null, false, fault.Text);

    private async Task<DeviceResult<PolledReading>> PollOnceAsync(CancellationToken cancel)
    {
        var card = _card!;
        var askedAt = _time.GetTimestamp();
        var reply = await _channel.GetAsync(card.Plan.Objects, cancel).ConfigureAwait(false);
        if (!reply.Succeeded)
            return FaultText.Of(_channel, reply.Failure);
        var slots = new long[card.Plan.Objects.Length];
        card.Plan.Read(reply, slots);
        if (card.WantsAlarms(slots, _time))
            await card.ReadAlarmsAsync(_channel, slots, _time, cancel).ConfigureAwait(false);
        var reading = card.Take(slots);
        Reconsider(card, reply, slots);
        return new PolledReading(reading, askedAt, reply.RoundTrip);
    }

    /// <summary>Looks the card over again before the next poll when it has ceased to answer something.</summary>
    private void Reconsider(PolledCard card, SnmpReply reply, ReadOnlySpan<long> slots)
    {
        // A v1 card refuses the whole message for one object it does not have: that costs a message each time, so it is asked no more.
        var refusedByOld = _channel.Version == SnmpVersion.V1 && reply.VarBinds.Any(varBind => varBind.Value.IsException && !card.Plan.StateObjects.Contains(varBind.Name));
        if (refusedByOld || (card.HasToldState && !card.Plan.TellsState(slots)))
            card.LookAgainAt = _time.GetTimestamp();
    }

    private async Task<DeviceResult<PolledCard>> SurveyAsync(CancellationToken cancel)
    {
        var identified = await _identifier.IdentifyAsync(_channel, _profile, cancel).ConfigureAwait(false);
        if (!identified.IsGood)
            return identified.Fault!;
        var (system, profile) = identified.Value!;
        var objects = PollPlanner.Everything(profile).Concat(profile.Identity.Objects()).Concat(profile.Settings.Select(setting => setting.Object)).Distinct();
        var survey = await CardSurvey.AnsweredAsync(_channel, [.. objects], cancel).ConfigureAwait(false);
        if (!survey.IsGood)
            return survey.Fault!;
        var answered = survey.Value!;
        if (_card is { } before && ReferenceEquals(before.Plan.Profile, profile))
        {
            foreach (var state in before.Plan.StateObjects)
                answered.TryAdd(state, SnmpValue.NoSuchObject);
        }

        var description = new UpsDescription(
            profile.Name, profile.Title, CardSurvey.Identity(profile.Identity, answered), system.Description, CardSurvey.Capabilities(profile, answered));
        var plan = _planner.Choose(profile, answered);

        // What it has ceased to answer may come back: a hiccup, or new firmware.
        var isReduced = _card is { } known && plan.Objects.Length < known.Plan.Objects.Length;
        var card = new PolledCard(description, plan, isReduced ? _time.GetTimestamp() + (long)(Limits.SurveyAgain.TotalSeconds * _time.TimestampFrequency) : null);
        _card = card;
        return card;
    }

    private async Task<DeviceResult<PolledCard>> CardAsync(CancellationToken cancel) =>
        _card is { } card ? card : await WithinAsync(Limits.IdentifyDeadline, SurveyAsync, cancel).ConfigureAwait(false);

    private async Task<DeviceResult<T>> WithCardAsync<T>(TimeSpan deadline, Func<PolledCard, CancellationToken, Task<DeviceResult<T>>> work, CancellationToken cancel)
        where T : class
    {
        var card = await CardAsync(cancel).ConfigureAwait(false);
        return card.IsGood ? await WithinAsync(deadline, stop => work(card.Value!, stop), cancel).ConfigureAwait(false) : card.Fault!;
    }

    /// <summary>One deadline for all of it, however many messages it takes.</summary>
    private async Task<DeviceResult<T>> WithinAsync<T>(TimeSpan deadline, Func<CancellationToken, Task<DeviceResult<T>>> work, CancellationToken cancel)
        where T : class
    {
        using var late = new CancellationTokenSource(deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            var result = await work(either.Token).ConfigureAwait(false);
            return result.Fault?.Kind == DeviceFaultKind.GivenUp && late.IsCancellationRequested && !cancel.IsCancellationRequested
                ? FaultText.NoAnswer(_channel.Address, _channel.Version, deadline)
                : result;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return FaultText.NoAnswer(_channel.Address, _channel.Version, deadline);
        }
    }
}

using System.Collections.Immutable;
using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Devices.Snmp;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Probing;

/// <summary>Finds UPSes: asks every address with every credential, many at a time, and looks over who answers.</summary>
public sealed class CardProbe(Func<IPAddress, SnmpCredentials, ISnmpChannel> reach, ProfileLibrary library, ProbeOptions options, TimeProvider? time = null)
{
    private static readonly Oid SysObjectId = Oid.Parse("1.3.6.1.2.1.1.2.0");
    private readonly SnmpDrivers _drivers = new(library, time);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>A probe over the engine.</summary>
    public CardProbe(SnmpClient client, ProfileLibrary library, ProbeOptions options, TimeProvider? time = null)
        : this((address, credentials) => new ClientChannel(client, new SnmpTarget(new IPEndPoint(address, options.Port), credentials) { Timeout = options.Timeout, Retries = 1 }), library, options, time)
    {
    }

    public async Task<ProbeReport> RunAsync(ImmutableArray<IPAddress> addresses, ImmutableArray<ProbeCredential> credentials, CancellationToken cancel)
    {
        if (addresses.Length > Limits.ProbeAddresses || credentials.Length > Limits.ProbeCredentials)
            throw new ArgumentException($"A probe takes {Limits.ProbeAddresses} addresses and {Limits.ProbeCredentials} credentials at most.", nameof(addresses));
        var started = _time.GetTimestamp();
        var answers = new Answer?[addresses.Length];
        await Parallel.ForAsync(0, addresses.Length, new ParallelOptions { MaxDegreeOfParallelism = Limits.ProbeAtOnce, CancellationToken = cancel }, async (place, stop) =>
            answers[place] = await AskAsync(addresses[place], credentials, stop).ConfigureAwait(false)).ConfigureAwait(false);
        var given = answers.OfType<Answer>().ToImmutableArray();
        return new ProbeReport(
            [.. given.Select(answer => answer.Ups).OfType<FoundUps>()],
            [.. given.Select(answer => answer.Other).OfType<OtherDevice>()],
            addresses.Length, addresses.Length - given.Length, _time.GetElapsedTime(started));
    }

    private async Task<Answer?> AskAsync(IPAddress address, ImmutableArray<ProbeCredential> credentials, CancellationToken cancel)
    {
        // All credentials at once: a silent address costs one timeout, not one for each.
        var channels = credentials.Select(credential => (Credential: credential, Channel: reach(address, credential.Credentials))).ToImmutableArray();
        var replies = await Task.WhenAll(channels.Select(pair => pair.Channel.GetAsync([SysObjectId], cancel))).ConfigureAwait(false);
        var first = Array.FindIndex(replies, reply => reply.Succeeded);
        if (first < 0)
            return Refused(address, channels, replies);
        var (credential, channel) = channels[first];
        var driver = _drivers.For(channel);
        var description = await driver.IdentifyAsync(cancel).ConfigureAwait(false);
        if (!description.IsGood)
            return new Answer(null, new OtherDevice(address, credential.Name, description.Fault!));
        var polled = await driver.PollAsync(cancel).ConfigureAwait(false);
        var findings = await new CardInspection(channel, _time).LookAsync(cancel).ConfigureAwait(false);
        if (options.ChecksWriting)
            findings = findings.AddRange(await CardInspection.LookAtWritingAsync(community => reach(address, SnmpCredentials.V2c(community)), cancel).ConfigureAwait(false));
        return new Answer(new FoundUps(address, options.Port, credential.Name, description.Value!, polled.Value?.Reading, polled.Fault, findings), null);
    }

    /// <summary>Silence is nobody; any other failure is somebody who does not let us in.</summary>
    private static Answer? Refused(IPAddress address, ImmutableArray<(ProbeCredential Credential, ISnmpChannel Channel)> channels, SnmpReply[] replies)
    {
        var said = Array.FindIndex(replies, reply => reply.Failure.Kind is not (SnmpFailureKind.Timeout or SnmpFailureKind.NotSent));
        return said < 0 ? null : new Answer(null, new OtherDevice(address, channels[said].Credential.Name, FaultText.Of(channels[said].Channel, replies[said].Failure)));
    }

    private sealed record Answer(FoundUps? Ups, OtherDevice? Other);
}

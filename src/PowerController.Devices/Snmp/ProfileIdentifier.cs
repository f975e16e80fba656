using System.Collections.Immutable;
using PowerController.Devices.Drivers;
using PowerController.Devices.Profiles;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Snmp;

/// <summary>What a card says of itself before anything is known of it.</summary>
internal sealed record SystemGroup(string Description, Oid ObjectId, string Name);

/// <summary>A card and the profile that fits it.</summary>
internal sealed record IdentifiedCard(SystemGroup System, DeviceProfile Profile);

/// <summary>Finds the profile of a card: by sysObjectID, longest match first, then by a look at objects of the model; the standard MIB last.</summary>
internal sealed class ProfileIdentifier(ProfileLibrary library)
{
    private static readonly Oid SysDescr = Oid.Parse("1.3.6.1.2.1.1.1.0");
    private static readonly Oid SysObjectId = Oid.Parse("1.3.6.1.2.1.1.2.0");
    private static readonly Oid SysName = Oid.Parse("1.3.6.1.2.1.1.5.0");

    /// <param name="named">The profile that the site names; null lets the card be identified.</param>
    public async Task<DeviceResult<IdentifiedCard>> IdentifyAsync(ISnmpChannel channel, string? named, CancellationToken cancel)
    {
        var reply = await channel.GetAsync([SysDescr, SysObjectId, SysName], cancel).ConfigureAwait(false);
        if (!reply.Succeeded)
            return FaultText.Of(channel, reply.Failure);
        var system = new SystemGroup(TextOf(reply[SysDescr]), reply[SysObjectId].Identifier, TextOf(reply[SysName]));
        if (named is not null)
        {
            return library.Profiles.TryGetValue(named, out var profile)
                ? new IdentifiedCard(system, profile)
                : new DeviceFault(DeviceFaultKind.NotIdentified, $"There is no device profile '{named}'. Known: {string.Join(", ", library.Profiles.Keys)}.");
        }

        var candidates = Candidates(system.ObjectId);
        var checks = candidates.SelectMany(candidate => candidate.Identify!.AnyOf.Concat(candidate.Identify.NoneOf)).Select(check => check.Object).Distinct().ToImmutableArray();
        var answers = await channel.GetAsync(checks, cancel).ConfigureAwait(false);
        if (!answers.Succeeded)
            return FaultText.Of(channel, answers.Failure);
        return candidates.FirstOrDefault(candidate => Fits(candidate.Identify!, answers)) is { } found
            ? new IdentifiedCard(system, found)
            : new DeviceFault(DeviceFaultKind.NotIdentified, Unknown(channel.Address, system));
    }

    /// <summary>A text of a card, without what some fill it up with.</summary>
    public static string TextOf(SnmpValue value) =>
        value.IsException || value.Type is SnmpType.Null or SnmpType.None ? "" : value.ToString().Trim(' ', '\0', '\r', '\n', '\t');

    private ImmutableArray<DeviceProfile> Candidates(Oid objectId)
    {
        var byLength = library.Profiles.Values
            .Where(profile => profile.Identify is not null)
            .Select(profile => (Profile: profile, Match: Longest(profile.Identify!, objectId)))
            .Where(pair => pair.Match > 0 || pair.Profile.Identify!.LastResort)
            .OrderBy(pair => pair.Profile.Identify!.LastResort)
            .ThenByDescending(pair => pair.Match)
            .ThenBy(pair => pair.Profile.Name, StringComparer.Ordinal);
        return [.. byLength.Select(pair => pair.Profile)];
    }

    private static int Longest(Identification identify, Oid objectId) =>
        identify.SysObjectIds.Where(objectId.StartsWith).Select(prefix => prefix.Count).DefaultIfEmpty(0).Max();

    private static bool Fits(Identification identify, SnmpReply answers) =>
        (identify.AnyOf.IsEmpty || identify.AnyOf.Any(check => Passes(check, answers))) && !identify.NoneOf.Any(check => Passes(check, answers));

    private static bool Passes(AnswerCheck check, SnmpReply answers)
    {
        var value = answers[check.Object];
        return !value.IsException && value.Type is not (SnmpType.Null or SnmpType.None)
            && (check.Contains is null || TextOf(value).Contains(check.Contains, StringComparison.OrdinalIgnoreCase));
    }

    private static string Unknown(string address, SystemGroup system) =>
        $"{address} answers, but as no UPS that is known: its sysObjectID is {(system.ObjectId.IsEmpty ? "not told" : system.ObjectId)}"
        + (system.Description.Length == 0 ? "." : $", and it says '{system.Description}'.") + " Add a device profile, or name one for this UPS.";
}

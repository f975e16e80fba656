using System.Buffers.Binary;
using System.Collections.Immutable;
using PowerController.Devices.Snmp;
using PowerController.Model.Units;
using PowerController.Snmp;
using PowerController.Snmp.Client;

namespace PowerController.Devices.Probing;

/// <summary>Looks at what is amiss with a card itself, as far as a few questions tell.</summary>
public sealed class CardInspection(ISnmpChannel channel, TimeProvider time)
{
    /// <summary>Beyond this the times in a card's log no longer match those of others.</summary>
    private static readonly TimeSpan ClockMax = TimeSpan.FromMinutes(5);

    private static readonly string[] UsualCommunities = ["private", "public"];
    private static readonly Oid SystemDate = Oid.Parse("1.3.6.1.2.1.25.1.2.0");
    private static readonly Oid SysContact = Oid.Parse("1.3.6.1.2.1.1.4.0");

    public async Task<ImmutableArray<CardFinding>> LookAsync(CancellationToken cancel)
    {
        var findings = ImmutableArray.CreateBuilder<CardFinding>();
        if (channel.Version != SnmpVersion.V3)
        {
            findings.Add(new CardFinding(
                $"The card at {channel.Address} is read with a community, which everybody on the network can see.", "Use SNMPv3 with authentication and privacy where the card has it."));
        }

        var reply = await channel.GetAsync([SystemDate], cancel).ConfigureAwait(false);
        if (reply.Succeeded && DateOf(reply[SystemDate]) is { } date)
        {
            var off = (date - time.GetUtcNow()).Duration();
            if (off > ClockMax)
            {
                findings.Add(new CardFinding(
                    $"The clock of the card at {channel.Address} is off by {UnitText.Of(TimeSpan.FromMinutes(Math.Round(off.TotalMinutes)))}.", "Give the card a time server: its log is of no use otherwise."));
            }
        }

        return findings.ToImmutable();
    }

    /// <summary>Whether the communities that cards come with may write; looked at by writing back the contact that is there.</summary>
    public static async Task<ImmutableArray<CardFinding>> LookAtWritingAsync(Func<string, ISnmpChannel> reach, CancellationToken cancel)
    {
        var findings = ImmutableArray.CreateBuilder<CardFinding>();
        foreach (var community in UsualCommunities)
        {
            var card = reach(community);
            var reply = await card.GetAsync([SysContact], cancel).ConfigureAwait(false);
            if (!reply.Succeeded || reply[SysContact].Type != SnmpType.OctetString)
                continue;
            if ((await card.SetAsync([new VarBind(SysContact, reply[SysContact])], cancel).ConfigureAwait(false)).Succeeded)
            {
                findings.Add(new CardFinding(
                    $"Anybody can command the card at {card.Address}: the usual community '{community}' may write.", "Change the community on the card, or take its write access away."));
            }
        }

        return findings.ToImmutable();
    }

    /// <summary>DateAndTime of RFC 2579, 8 or 11 octets; without a zone it is taken for UTC only when that is what it says.</summary>
    internal static DateTimeOffset? DateOf(SnmpValue value)
    {
        var octets = value.Octets;
        if (octets.Length is not 11)
            return null;
        var (year, month, day) = (BinaryPrimitives.ReadUInt16BigEndian(octets), octets[2], octets[3]);
        var (hour, minute, second) = (octets[4], octets[5], Math.Min(octets[6], (byte)59));
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || octets[9] > 13 || octets[10] > 59)
            return null;
        var zone = new TimeSpan(octets[9], octets[10], 0) * (octets[8] == (byte)'-' ? -1 : 1);
        return new DateTimeOffset(year, month, day, hour, minute, second, zone);
    }
}

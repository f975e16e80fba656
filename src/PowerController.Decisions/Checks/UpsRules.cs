using PowerController.Model.Checks;
using PowerController.Model.Sites;
using PowerController.Model.Units;

namespace PowerController.Decisions.Checks;

/// <summary>What a card stores, and how it is reached.</summary>
internal static class UpsRules
{
    /// <summary>Cards keep eight characters of a name.</summary>
    private const int CardNameLength = 8;

    public static IEnumerable<Finding> Check(SiteIndex index) =>
        index.Site.Upses.SelectMany(ups => Name(ups).Concat(Settings(index, ups)).Concat(Access(index, ups))).Concat(SameCard(index.Site));

    private static IEnumerable<Finding> Name(Ups ups)
    {
        if (ups.Connection is not (SnmpConnection or SerialConnection))
            yield break;
        if (ups.Name.Length > CardNameLength || !ups.Name.All(char.IsAscii))
        {
            yield return CheckRules.CardName.Found(ups.Name, $"'{ups.Name}' has {ups.Name.Length} characters{(ups.Name.All(char.IsAscii) ? "" : ", not all of them ASCII")}.",
                $"Choose a name of 1 to {CardNameLength} ASCII characters.");
        }
    }

    private static IEnumerable<Finding> Settings(SiteIndex index, Ups ups)
    {
        if (ups.BatteryTemperatureMin >= ups.BatteryTemperatureMax)
        {
            yield return CheckRules.TemperatureLimits.Found(ups.Name,
                $"The battery of {ups.Name} must be above {ups.BatteryTemperatureMin} and below {ups.BatteryTemperatureMax}.", "0 and 45 °C are usual.");
        }

        if (ups.Settings.LowerTransfer >= ups.Settings.UpperTransfer)
        {
            yield return CheckRules.TransferLimits.Found(ups.Name,
                $"{ups.Name} goes to battery below {ups.Settings.LowerTransfer} and above {ups.Settings.UpperTransfer}.", "108 and 92 V are usual on a 100 V site.");
        }

        var feedsNodes = index.NodesFedBy(ups.Name).Any();
        if (ups.Settings.LowBatteryRunTime == TimeSpan.Zero && (feedsNodes || index.DisksFedBy(ups.Name).Any()))
            yield return CheckRules.NoLowBattery.Found(ups.Name, $"{ups.Name} has a low-battery run time of 0 s.", "Set its lowBatteryRunTime to 120s or more.");
        if (ups.Settings.ShutoffDelay == TimeSpan.Zero && feedsNodes)
            yield return CheckRules.NoShutoffDelay.Found(ups.Name, $"{ups.Name} has a shutoff delay of 0 s.", "Set its shutoffDelay to 300s, or above the longest stop of an operating system it feeds.");
        if (ups.Settings.SelfTest == SelfTestSchedule.Never)
            yield return CheckRules.NoSelfTest.Found(ups.Name, $"{ups.Name} never tests its battery.", "Write selfTest: every-two-weeks.");
    }

    private static IEnumerable<Finding> Access(SiteIndex index, Ups ups)
    {
        if (ups.Connection is not SnmpConnection snmp)
            yield break;
        var commanded = index.NodesFedBy(ups.Name).Any() || index.DisksFedBy(ups.Name).Any();
        switch (snmp.Access)
        {
            case CommunityAccess { WriteCommunity: null } when commanded:
                yield return CheckRules.NoWriteAccess.Found(ups.Name, $"{ups.Name} has no write community.", "Set its writeCommunity, by file or environment variable.");
                break;
            case UserAccess { Authentication: SnmpAuthentication.None or SnmpAuthentication.Md5 } or UserAccess { Privacy: SnmpPrivacy.None or SnmpPrivacy.Des }:
                yield return CheckRules.WeakSecurity.Found(ups.Name, $"The user of {ups.Name} has no or only weak authentication or privacy.", "Use sha256 and aes128 if the card can.");
                break;
            default:
                break;
        }
    }

    private static IEnumerable<Finding> SameCard(Site site) =>
        site.Upses
            .Select(ups => (ups.Name, card: Card(ups.Connection)))
            .Where(pair => pair.card is not null)
            .GroupBy(pair => pair.card, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same => CheckRules.SameCard.Found(same.First().Name,
                $"{string.Join(" and ", same.Select(pair => pair.Name))} are both {same.Key}.", "Give each UPS the address of its own card."));

    private static string? Card(UpsConnection connection) => connection switch
    {
        SnmpConnection snmp => $"SNMP at {snmp.Address} port {UnitText.Of(snmp.Port, "")}",
        SerialConnection serial => $"{serial.Device} of {serial.Host}",
        NutConnection nut => $"{nut.UpsName} of the NUT server {nut.Address} port {UnitText.Of(nut.Port, "")}",
        ApcupsdConnection apcupsd => $"the apcupsd at {apcupsd.Address} port {UnitText.Of(apcupsd.Port, "")}",
        AgentConnection agent => $"the UPS of {agent.Node}",
        _ => null,
    };
}

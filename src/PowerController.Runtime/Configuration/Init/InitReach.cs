using System.Collections.Immutable;
using System.Globalization;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Init;

/// <summary>Where each UPS is reached; no two at the same place.</summary>
/// <param name="hosts">Only nodes for an agent; a serial line may also end at the terminal.</param>
internal sealed class InitReach(InitDialogue dialogue, InitConnection connection, ImmutableArray<InitHost> hosts)
{
    private readonly List<InitUps> _reached = [];

    private bool HasAddress => connection is InitConnection.SnmpV3 or InitConnection.SnmpV2c or InitConnection.Nut or InitConnection.Apcupsd;

    public ImmutableArray<InitUps> Ask(ImmutableArray<string> upses)
    {
        foreach (var (key, name) in InitWizard.Numbered("ups", upses.Length).Zip(upses))
        {
            var address = HasAddress ? Address(key, name) : null;
            var host = connection is InitConnection.Serial or InitConnection.Agent ? Host(key, name) : null;
            var device = connection == InitConnection.Serial ? Device(key, name, host) : null;
            _reached.Add(new InitUps(name, address, host, device));
        }

        return [.. _reached];
    }

    private string? Address(string key, string ups) =>
        dialogue.Ask<string>(new InitQuestion(key + ".address", $"At which address is {ups} reached?", null, []), answer =>
        {
            if (!IpAddressAttribute.Fits(answer))
                return (null, "Write an IP address like 172.16.134.21.");

            // A NUT server may serve many UPSes; a card and an apcupsd are one each.
            var other = connection == InitConnection.Nut ? null : _reached.Find(known => string.Equals(known.Address, answer, StringComparison.Ordinal));
            return other is null ? (answer, null) : (null, $"{answer} is the address of {other.Name}.");
        });

    private string? Host(string key, string ups)
    {
        // One agent reports one UPS.
        var free = hosts.Select(host => host.Name)
            .Where(host => connection == InitConnection.Serial || !_reached.Exists(known => string.Equals(known.Host, host, StringComparison.Ordinal)))
            .ToList();
        var feeds = hosts.Where(host => host.Sources.Contains(ups, StringComparer.Ordinal)).Select(host => host.Name);
        var suggestion = feeds.FirstOrDefault(host => free.Contains(host, StringComparer.Ordinal)) ?? free.FirstOrDefault();
        return dialogue.Ask<string>(new InitQuestion(key + ".host", $"Which host has {ups} at it?", suggestion, []), answer => free.Contains(answer, StringComparer.Ordinal)
            ? (answer, null)
            : (null, $"It cannot be '{answer}'. {Words.MeantOrAllowed(answer, free, "It can be")}"));
    }

    private string? Device(string key, string ups, string? host)
    {
        var taken = _reached.Where(known => string.Equals(known.Host, host, StringComparison.Ordinal)).ToList();
        var suggestion = "/dev/ttyS" + taken.Count.ToString(CultureInfo.InvariantCulture);
        return dialogue.Ask<string>(new InitQuestion(key + ".device", $"Which serial device of {host} is {ups} on?", suggestion, []), answer =>
        {
            var other = taken.Find(known => string.Equals(known.Device, answer, StringComparison.Ordinal));
            return other is null ? (answer, null) : (null, $"{answer} of {host} is the line to {other.Name}.");
        });
    }
}

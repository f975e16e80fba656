using System.Collections.Immutable;
using System.Globalization;
using PowerController.Devices.Profiles;
using PowerController.Snmp;

namespace PowerController.Devices.Snmp;

/// <summary>The table in which a card itself says what its settings may be.</summary>
internal sealed class AllowedValues
{
    private readonly ImmutableArray<(Oid Object, string Values)> _rows;

    private AllowedValues(ImmutableArray<(Oid Object, string Values)> rows) => _rows = rows;

    public static AllowedValues None { get; } = new([]);

    /// <summary>Reads the table; a card without one, or with a table that cannot be read, has none: the card itself is the judge then.</summary>
    public static async Task<AllowedValues> ReadAsync(ISnmpChannel channel, DeviceProfile profile, CancellationToken cancel)
    {
        if (profile.AllowedValues is not { } table)
            return None;
        var objects = await channel.WalkAsync(table.Objects, Limits.PolledObjects, cancel).ConfigureAwait(false);
        if (!objects.Succeeded || objects.VarBinds.IsEmpty)
            return None;
        var values = await channel.WalkAsync(table.Values, Limits.PolledObjects, cancel).ConfigureAwait(false);
        if (!values.Succeeded)
            return None;
        var byIndex = values.VarBinds.ToDictionary(varBind => Index(varBind.Name, table.Values), varBind => ProfileIdentifier.TextOf(varBind.Value));
        var rows = ImmutableArray.CreateBuilder<(Oid, string)>();
        foreach (var varBind in objects.VarBinds)
        {
            var named = varBind.Value.Type == SnmpType.ObjectIdentifier ? varBind.Value.Identifier
                : Oid.TryParse(ProfileIdentifier.TextOf(varBind.Value), out var parsed) ? parsed : default;
            if (!named.IsEmpty && byIndex.TryGetValue(Index(varBind.Name, table.Objects), out var list))
                rows.Add((named, list));
        }

        return new AllowedValues(rows.ToImmutable());
    }

    /// <summary>The numbers on the wire that a setting may be; empty where the card does not say.</summary>
    public ImmutableArray<long> Of(SettingRule rule)
    {
        foreach (var (named, list) in _rows)
        {
            // Cards name the object with or without its instance.
            if (!rule.Object.StartsWith(named) || rule.Object.Count - named.Count > 1)
                continue;
            var numbers = ImmutableArray.CreateBuilder<long>();
            foreach (var item in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!long.TryParse(item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                    return [];
                numbers.Add(number);
            }

            return InWireUnits(rule, numbers.ToImmutable());
        }

        return [];
    }

    /// <summary>Where an object counts hundredths, its list may count seconds, as the MIB's text does: nobody stores a delay of a fraction of a second.</summary>
    private static ImmutableArray<long> InWireUnits(SettingRule rule, ImmutableArray<long> numbers) =>
        rule.Unit == WireUnit.Ticks && numbers.Any(number => number % 100 != 0 || number is > 0 and < 3000)
            ? [.. numbers.Select(number => number * 100)]
            : numbers;

    private static uint Index(Oid name, Oid column) => name.Count > column.Count ? name[name.Count - 1] : 0;
}

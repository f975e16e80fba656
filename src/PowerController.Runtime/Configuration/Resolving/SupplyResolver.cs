using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration.Written;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Resolving;

/// <summary>What feeds a consumer: names become sources, and what is needed is compared with what there is.</summary>
internal sealed class SupplyResolver(Names names, YamlErrors errors)
{
    private readonly Dictionary<string, ImmutableArray<string>> _outlets = new(StringComparer.Ordinal);

    /// <summary>Makes the outlet groups of a UPS known as sources.</summary>
    public void Know(string ups, ImmutableArray<string> outletGroups) => _outlets.TryAdd(ups, outletGroups);

    /// <summary>The UPS's part of a source as written: `UPS1` of `UPS1/web`.</summary>
    public static string UpsOf(string source) => source.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? source[..slash] : source;

    /// <summary>The supply; empty where it is missing, which has been complained about.</summary>
    public Supply Resolve(SupplyDocument? written)
    {
        if (written is null || written.From.IsEmpty)
            return new Supply([], 0);
        var sources = ImmutableArray.CreateBuilder<PowerSource>();
        foreach (var source in written.From.Take(Limits.Sources))
        {
            if (Source(source) is not { } resolved)
                continue;
            if (sources.Contains(resolved))
                errors.Add(source.At, $"The source '{resolved}' is named twice.", "Name every source once; two inputs on one source fail together.");
            else
                sources.Add(resolved);
        }

        return new Supply(sources.DrainToImmutable(), Needed(written));
    }

    private PowerSource? Source(Placed<string> written)
    {
        var ups = UpsOf(written.Value);
        if (!names.Refer(new Placed<string>(ups, written.At), NameOf.Ups, written.Value))
            return null;
        if (ups.Length == written.Value.Length)
            return new PowerSource(ups, null);
        var outlet = written.Value[(ups.Length + 1)..];
        var known = _outlets.GetValueOrDefault(ups, []);
        if (known.Contains(outlet, StringComparer.Ordinal))
            return new PowerSource(ups, outlet);
        errors.Add(written.At, $"The UPS '{ups}' has no outlet group {Shown.Value(outlet)}.",
            known.IsEmpty ? $"Add it under 'outletGroups' of '{ups}'." : $"Its outlet groups are {string.Join(", ", known)}.");
        return null;
    }

    private int Needed(SupplyDocument written)
    {
        var sources = written.From.Length;
        if (written.Needs is not { } needs)
        {
            if (sources > 1)
                errors.Add(written.At, $"{sources} sources are named, but not how many of them must be good.", $"Add 'needs: 1 of {sources}', or another number.");
            return 1;
        }

        var (count, of) = needs.Value;
        if (of is { } all && all != sources)
            errors.Add(needs.At, $"needs '{count} of {all}' speaks of {all} sources, but {sources} are named.", $"Write {Math.Clamp(count, 1, sources)} of {sources}.");
        else if (count > sources)
            errors.Add(needs.At, $"needs {count} is more than the {sources} sources that are named.", $"Write {sources} of {sources}, or name more sources.");
        else if (count < 1)
            errors.Add(needs.At, "needs 0 would never fail: nothing would be stopped in time.", $"Write 1 of {sources}.");
        return count;
    }
}

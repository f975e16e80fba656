using System.Collections.Immutable;
using PowerController.Snmp;

namespace PowerController.Devices.Profiles;

/// <summary>Object identifiers as profiles write them: `1.3.6.1…`, or `ups.4.1.0` with `ups` among the arcs.</summary>
internal static class OidText
{
    /// <summary>Stands for the number of an outlet group.</summary>
    public const string Outlet = "{outlet}";

    public static bool IsWellFormed(string text)
    {
        var parts = text.Split('.');
        var named = parts[0].Length > 0 && char.IsAsciiLetterLower(parts[0][0]) && parts[0].All(char.IsAsciiLetterOrDigit);
        return parts.Length <= 128 && (named || parts[0] is "0" or "1" or "2")
            && parts.Skip(1).All(part => part == Outlet || uint.TryParse(part, System.Globalization.NumberStyles.None, null, out _))
            && (named || parts.Length > 1);
    }

    /// <summary>The identifier with its arc written out; null when no arc has that name. An arc's own text may begin with another arc.</summary>
    public static string? WriteOut(string text, ImmutableSortedDictionary<string, string> arcs)
    {
        for (var depth = 0; depth <= arcs.Count; depth++)
        {
            if (char.IsAsciiDigit(text[0]))
                return text;
            var dot = text.IndexOf('.');
            var name = dot < 0 ? text : text[..dot];
            if (!arcs.TryGetValue(name, out var arc) || arc.Length == 0)
                return null;
            text = dot < 0 ? arc : arc + text[dot..];
        }

        return null;
    }

    public static Oid ForOutlet(string written, int outlet) =>
        Oid.Parse(written.Replace(Outlet, outlet.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
}

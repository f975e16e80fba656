using System.Collections.Immutable;
using System.Globalization;
using PowerController.Runtime.Configuration;

namespace PowerController.Runtime.Reloading;

/// <summary>What another configuration changes, by the names of what it changes and with the values before and after; short, whatever the size of the site.</summary>
public static class SiteDifference
{
    public static ImmutableArray<string> Of(SiteConfiguration before, SiteConfiguration after)
    {
        var changes = new List<Change>();
        var (was, now) = (before.Site, after.Site);
        Same("site", new { was.Name, was.Build, was.Network, was.Timing }, new { now.Name, now.Build, now.Network, now.Timing });
        Each("control terminal", was.Terminals, now.Terminals, one => one.Name);
        Each("group", was.Groups, now.Groups, one => one.Name);
        Each("UPS", was.Upses, now.Upses, one => one.Name);
        Each("node", was.Nodes, now.Nodes, one => one.Name);
        Each("disk", was.Disks, now.Disks, one => one.Name);
        Each("cluster", was.Clusters, now.Clusters, one => one.Name);
        Same("api", before.Api, after.Api);
        Same("history", before.Followers.History, after.Followers.History);
        var (told, tells) = (before.Followers.Notifications, after.Followers.Notifications);
        Same("notifications", told with { Receivers = [] }, tells with { Receivers = [] });
        Each("receiver", told.Receivers, tells.Receivers, one => one.Name);
        Same("gateways", before.Followers.Gateways, after.Followers.Gateways);
        return Short(changes);

        void Same(string kind, object old, object current)
        {
            if (string.Join(", ", Differing.In(old, current)) is { Length: > 0 } what)
                changes.Add(new Change(kind, "", $": {what}"));
        }

        void Each<T>(string kind, ImmutableArray<T> older, ImmutableArray<T> newer, Func<T, string> name)
        {
            var known = older.ToDictionary(name, StringComparer.Ordinal);
            foreach (var one in newer)
            {
                if (!known.Remove(name(one), out var old))
                    changes.Add(new Change(kind, name(one), " is new"));
                else if (string.Join(", ", Differing.In(old, one)) is { Length: > 0 } what)
                    changes.Add(new Change(kind, name(one), $": {what}"));
            }

            changes.AddRange(older.Select(name).Where(known.ContainsKey).Select(gone => new Change(kind, gone, " is gone")));
        }
    }

    // A default that changes for ten thousand UPSes is one line.
    private static ImmutableArray<string> Short(List<Change> changes)
    {
        var lines = changes.GroupBy(change => (change.Kind, change.What)).Select(alike => Line(alike.Key.Kind, alike.Key.What, [.. alike.Select(one => one.Name)])).ToList();
        if (lines.Count > Limits.DifferenceLines)
        {
            var more = lines.Count - Limits.DifferenceLines;
            lines.RemoveRange(Limits.DifferenceLines, more);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {more} more"));
        }

        return [.. lines];
    }

    private static string Line(string kind, string what, List<string> names)
    {
        var more = names.Count > Limits.DifferenceNames ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - Limits.DifferenceNames} more") : "";
        return $"{kind} {string.Join(", ", names.Take(Limits.DifferenceNames))}".TrimEnd() + more + what;
    }

    private sealed record Change(string Kind, string Name, string What);
}

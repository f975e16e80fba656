using System.Collections.Immutable;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Reloading;

/// <summary>What another configuration changes, by the names of what it changes.</summary>
public static class SiteDifference
{
    public static ImmutableArray<string> Of(Site before, Site after)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        if (before.Name != after.Name)
            lines.Add($"the site is called {after.Name} instead of {before.Name}");
        if (before.Build != after.Build)
            lines.Add($"it is built as {after.Build} instead of {before.Build}");
        if (before.Network != after.Network)
            lines.Add("its hosts talk elsewhere");
        if (before.Timing != after.Timing)
            lines.Add("its times");
        Compare("control terminal", before.Terminals, after.Terminals, one => one.Name);
        Compare("group", before.Groups, after.Groups, one => one.Name);
        Compare("UPS", before.Upses, after.Upses, one => one.Name);
        Compare("node", before.Nodes, after.Nodes, one => one.Name);
        Compare("disk", before.Disks, after.Disks, one => one.Name);
        Compare("cluster", before.Clusters, after.Clusters, one => one.Name);
        return lines.ToImmutable();

        void Compare<T>(string kind, ImmutableArray<T> was, ImmutableArray<T> now, Func<T, string> name)
        {
            // Records with arrays are not compared by their contents; their canonical text is.
            var old = was.ToDictionary(name, one => CanonicalText.Of(one), StringComparer.Ordinal);
            foreach (var one in now)
            {
                if (!old.Remove(name(one), out var text))
                    lines.Add($"{kind} {name(one)} is new");
                else if (!string.Equals(text, CanonicalText.Of(one), StringComparison.Ordinal))
                    lines.Add($"{kind} {name(one)} is changed");
            }

            lines.AddRange(was.Select(name).Where(old.ContainsKey).Select(gone => $"{kind} {gone} is gone"));
        }
    }
}

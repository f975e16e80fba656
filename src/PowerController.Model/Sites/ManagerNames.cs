using System.Collections.Immutable;

namespace PowerController.Model.Sites;

/// <summary>The cluster managers that agents know, as configurations write them.</summary>
public static class ManagerNames
{
    /// <summary>Commands of the site's own.</summary>
    public const string OwnCommands = "command";

    public static ImmutableArray<string> All { get; } =
        ["clusterpro", "clusterpro-shutdown", OwnCommands, "kubernetes", "oracle-clusterware", "pacemaker", "proxmox", "serviceguard", "windows"];
}

using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Agent.Clusters;

/// <summary>What is shipped for Proxmox VE. High availability must be off first, or it starts elsewhere what is stopped here; storage is told last not to heal itself; both are undone when everything runs again.</summary>
/// <remarks>Shell scripts, since which guests are highly available is only known when it happens. The list of them lies in the cluster's own file system, so that any node can undo it.</remarks>
internal static class ProxmoxCommands
{
    private const string HaOff =
        """
        list=/etc/pve/powercontroller-ha
        [ -e "$list" ] || ha-manager config | awk '
          function said() { if (id != "" && (state == "" || state == "started" || state == "enabled")) print id }
          /^[a-z]/ { said(); id = $1; if (id ~ /:$/) id = id $2; state = "" }
          $1 == "state" { state = $2 }
          END { said() }' > "$list" || exit 1
        for id in $(cat "$list"); do ha-manager set "$id" --state ignored || failed=1; done
        [ -z "$failed" ]
        """;

    private const string HaOn =
        """
        list=/etc/pve/powercontroller-ha
        [ -e "$list" ] || exit 0
        for id in $(cat "$list"); do ha-manager set "$id" --state started || failed=1; done
        [ -z "$failed" ] && rm -f "$list"
        """;

    // A task of a node that is down, or a guest that does not obey, must not pass for a stop.
    private const string NoGuestRuns =
        """
        guests=$(pvesh get /cluster/resources --type vm --output-format json) || exit 1
        ! printf '%s' "$guests" | grep -q '"status" *: *"running"'
        """;

    private const string CephOff =
        """
        [ -e /etc/pve/ceph.conf ] || exit 0
        for flag in noout norecover norebalance nobackfill; do timeout 20 ceph osd set "$flag" || failed=1; done
        [ -z "$failed" ]
        """;

    private const string CephOn =
        """
        [ -e /etc/pve/ceph.conf ] || exit 0
        for flag in nobackfill norebalance norecover noout; do timeout 7 ceph osd unset "$flag" || failed=1; done
        [ -z "$failed" ]
        """;

    public static ImmutableArray<CommandLine> Stop { get; } = [Script(HaOff), CommandLine.Parse("pvesh create /nodes/{each}/stopall"), Script(NoGuestRuns), Script(CephOff)];

    public static ImmutableArray<CommandLine> StopNode { get; } = [CommandLine.Parse("pvesh create /nodes/{node}/stopall")];

    public static ImmutableArray<CommandLine> State { get; } = [CommandLine.Parse("pvesh get /cluster/status --output-format json")];

    public static ImmutableArray<CommandLine> Unquiet { get; } = [Script(CephOn), Script(HaOn)];

    private static CommandLine Script(string text) => CommandLine.Of("sh", "-c", text);
}

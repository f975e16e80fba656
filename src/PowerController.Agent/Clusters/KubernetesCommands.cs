using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Agent.Clusters;

/// <summary>What is shipped for Kubernetes: nothing new comes to any node, then the workers are drained, then the control plane; all may work again when everything runs.</summary>
internal static class KubernetesCommands
{
    private const string How = "--ignore-daemonsets --delete-emptydir-data --force";

    // A node whose pods may not be evicted must not take the time of all others.
    private const string DrainAll =
        $$"""
        share=$(( ${POWERCONTROLLER_SECONDS_LEFT:-120} / ($# + 1) ))
        planes=" $(kubectl get nodes -l node-role.kubernetes.io/control-plane -o name | sed 's|^node/||' | tr '\n' ' ') "
        drain() { kubectl drain "$1" {{How}} --timeout="${share}s" || failed=1; }
        for node in "$@"; do case "$planes" in *" $node "*) ;; *) drain "$node" ;; esac; done
        for node in "$@"; do case "$planes" in *" $node "*) drain "$node" ;; esac; done
        [ -z "$failed" ]
        """;

    public static ImmutableArray<CommandLine> Stop { get; } = [CommandLine.Parse("kubectl cordon {nodes}"), CommandLine.Of("sh", "-c", DrainAll, "drain", "{nodes}")];

    public static ImmutableArray<CommandLine> StopNode { get; } = [CommandLine.Parse("kubectl cordon {node}"), CommandLine.Parse("kubectl drain {node} " + How)];

    public static ImmutableArray<CommandLine> State { get; } = [CommandLine.Parse("kubectl get nodes -o json")];

    public static ImmutableArray<CommandLine> Unquiet { get; } = [CommandLine.Parse("kubectl uncordon {nodes}")];
}

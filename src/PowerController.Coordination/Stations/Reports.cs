using PowerController.Coordination.Membership;
using PowerController.Coordination.Messages;
using PowerController.Model.Events;
using PowerController.Model.Sites;

namespace PowerController.Coordination.Stations;

/// <summary>What heartbeats say of nodes, clusters, UPSes and configurations, as facts for the decision.</summary>
internal static class Reports
{
    public static void Take(HostTurn turn, int sender, Heartbeat beat)
    {
        var peer = turn.PeerOf(sender);
        var before = peer.Said;
        turn.Set(sender, peer with { Said = beat });
        TakeConfiguration(turn, sender, beat);
        if (!turn.State.Entry.IsTerminal)
            return;
        if (beat.Node is { } node && turn.EntryOf(sender).Node is { } name)
        {
            if (IsNews(turn, sender, before?.Node, node))
            {
                turn.Tell(new NodeReported(turn.Now, name, node.Word, node.Boot, node.Run));
                turn.Set(sender, turn.PeerOf(sender) with { ReportedAt = turn.Now });
            }

            TakeAdministrator(turn, before?.Node, node);
            TakeCluster(turn, name);
        }

        HostUpses.Take(turn, sender, beat.Upses);
    }

    /// <summary>This host's own agent has spoken: a terminal on a node hears it without a network.</summary>
    public static void TakeOwn(HostTurn turn, NodeWord word)
    {
        var before = turn.State.Own.Node;
        turn.State = turn.State with { Own = turn.State.Own with { Node = word } };
        turn.SpeakSoon();
        if (!turn.State.Entry.IsTerminal || turn.State.Entry.Node is not { } name)
            return;
        turn.Tell(new NodeReported(turn.Now, name, word.Word, word.Boot, turn.State.Desk!.ToldRun));
        TakeAdministrator(turn, before, word);
        TakeCluster(turn, name);
    }

    /// <summary>A host is heard no more.</summary>
    public static void TakeSilence(HostTurn turn, int host)
    {
        if (!turn.State.Entry.IsTerminal)
            return;
        HostUpses.TakeSilence(turn, host);
        if (turn.EntryOf(host).Node is { } node)
            turn.Tell(new NodeSilent(turn.Now, node));
    }

    // A stop is told with each heartbeat: until it is off, each is a sign of life. Anything else only when it changes, and now and then.
    private static bool IsNews(HostTurn turn, int sender, NodeWord? before, NodeWord node) =>
        before is null
        || before.Word != node.Word || before.Boot != node.Boot || before.Run != node.Run
        || node.Word is AgentWord.ClusterStopping or AgentWord.ClusterStopped or AgentWord.OsStopping
        || turn.Now - turn.PeerOf(sender).ReportedAt >= turn.Timing.ReportRepeat;

    private static void TakeAdministrator(HostTurn turn, NodeWord? before, NodeWord node)
    {
        if (node.Administrator is { } asked && asked != before?.Administrator)
            turn.Tell(new AdministratorStopped(turn.Now, asked.Name, asked.Kind));
    }

    private static void TakeCluster(HostTurn turn, string node)
    {
        if (turn.Roster.ClusterOf(node) is not { } cluster)
            return;
        var merged = Merged(turn.State, cluster);
        if (merged == ClusterWord.Unknown || (turn.State.Clusters.TryGetValue(cluster, out var told) && told == merged))
            return;
        turn.State = turn.State with { Clusters = turn.State.Clusters.SetItem(cluster, merged) };
        turn.Tell(new ClusterReported(turn.Now, cluster, merged));
    }

    /// <summary>One word for the cluster from what its living nodes say: stopped only when all of them say so.</summary>
    private static ClusterWord Merged(HostState state, string cluster)
    {
        var merged = ClusterWord.Unknown;
        foreach (var host in state.Roster.OfUnit(cluster))
        {
            var word = host == state.Self ? state.Own.Node?.Cluster : state.Peers[host].Alive ? state.Peers[host].Said?.Node?.Cluster : null;
            if (word is not { } said || said == ClusterWord.Unknown || said == merged)
                continue;
            if (merged == ClusterWord.Unknown)
                merged = said;
            else
                merged = merged == ClusterWord.Stopping || said == ClusterWord.Stopping ? ClusterWord.Stopping : ClusterWord.Degraded;
        }

        return merged;
    }

    private static void TakeConfiguration(HostTurn turn, int sender, Heartbeat beat)
    {
        var peer = turn.PeerOf(sender);
        var differs = Differs(turn.State, beat);
        if (peer.Differs == differs)
            return;
        turn.Set(sender, peer with { Differs = differs });
        var name = turn.EntryOf(sender).Name;
        turn.Note(differs ? new ConfigurationDiffers(name, beat.ConfigurationVersion, beat.ConfigurationDigest) : new ConfigurationAgrees(name));
    }

    private static bool Differs(HostState state, Heartbeat beat) =>
        beat.ConfigurationDigest.Length > 0 && state.Own.ConfigurationDigest.Length > 0
        && !string.Equals(beat.ConfigurationDigest, state.Own.ConfigurationDigest, StringComparison.Ordinal);
}

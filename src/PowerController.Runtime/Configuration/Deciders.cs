using PowerController.Model.Sites;

namespace PowerController.Runtime.Configuration;

/// <summary>Who decides where no control terminal is named: each node runs the same program, beside its agent.</summary>
public static class Deciders
{
    public static Site Of(Site site) => site.Terminals.Length > 0 ? site : site with
    {
        Terminals = [.. site.Nodes.Select((node, at) => new Terminal(
            $"on-{node.Name}", node.Group, node.Address, at + 1, node.Name, null, Parameters.TerminalConfirmTime.Default, node.OsStopTime))],
    };
}

using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using PowerController.Agent.Rules;
using PowerController.Hosts.Commands;
using PowerController.Model.Events;

namespace PowerController.Agent.Clusters;

/// <summary>Managers that answer in XML or JSON.</summary>
internal static class DocumentReaders
{
    /// <summary>Of crm_mon: it is not connected, since no cluster runs on this host.</summary>
    private const string NotConnected = "102";

    private static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>`crm_mon -1 --output-as=xml`.</summary>
    public static ClusterSight Pacemaker(ClusterAnswers answers)
    {
        if (!answers.AreWhole)
            return ClusterSight.Unknown;
        try
        {
            using var reader = XmlReader.Create(new StringReader(From(answers.Text, '<')), Plain);
            var root = XDocument.Load(reader).Root!;
            if (root.Element("status") is { } status && (string?)status.Attribute("code") is { } code && code != "0")
                return code == NotConnected ? ClusterSight.Stopped : ClusterSight.Unknown;
            var members = new Members();
            foreach (var node in root.Element("nodes")?.Elements("node") ?? [])
            {
                // Guests and remote nodes are not members of their own.
                if ((string?)node.Attribute("type") is not (null or "member" or "unknown") || (string?)node.Attribute("name") is not { } name)
                    continue;
                members.Add(name, Has(node, "online") is not { } online ? MemberState.Unknown
                    : !online ? (Has(node, "unclean") == true ? MemberState.Unknown : MemberState.Down)
                    : Has(node, "shutdown") == true ? MemberState.Stopping
                    : Has(node, "pending") == true ? MemberState.Unknown
                    : MemberState.Up);
            }

            return members.Fold(answers.Node);
        }
        catch (XmlException)
        {
            return ClusterSight.Unknown;
        }
    }

    /// <summary>`kubectl get nodes -o json`. Whether a node was drained is not to be seen in it: the exit code of the drain says that.</summary>
    public static ClusterSight Kubernetes(ClusterAnswers answers) => Json(answers, 1, documents =>
    {
        var members = new Members();
        foreach (var node in documents[0].RootElement.GetProperty("items").EnumerateArray())
        {
            var state = MemberState.Unknown;
            foreach (var condition in node.GetProperty("status").GetProperty("conditions").EnumerateArray())
            {
                if (condition.GetProperty("type").ValueEquals("Ready"))
                    state = condition.GetProperty("status").GetString() switch { "True" => MemberState.Up, "False" => MemberState.Down, _ => MemberState.Unknown };
            }

            members.Add(node.GetProperty("metadata").GetProperty("name").GetString()!, state);
        }

        var sight = members.Fold(answers.Node);
        // A control plane that answers is not stopped, whatever it thinks of its nodes.
        return sight.Word == ClusterWord.Stopped ? sight with { Word = ClusterWord.Degraded } : sight;
    });

    /// <summary>`pvesh get /cluster/status`: the nodes, and whether they are enough to decide anything. That no guest runs is for the stop's own commands to say: after a start it means nothing.</summary>
    public static ClusterSight Proxmox(ClusterAnswers answers) => Json(answers, 1, documents =>
    {
        var (members, isQuorate) = (new Members(), true);
        foreach (var item in documents[0].RootElement.EnumerateArray())
        {
            if (item.GetProperty("type").ValueEquals("node"))
                members.Add(item.GetProperty("name").GetString()!, Number(item, "online") switch { 1 => MemberState.Up, 0 => MemberState.Down, _ => MemberState.Unknown });
            else if (Number(item, "quorate") == 0)
                isQuorate = false;
        }

        var sight = members.Fold(answers.Node);
        return sight.Word == ClusterWord.Stopped || (sight.Word == ClusterWord.Normal && !isQuorate) ? sight with { Word = ClusterWord.Degraded } : sight;
    });

    private static ClusterSight Json(ClusterAnswers answers, int count, Func<JsonDocument[], ClusterSight> read)
    {
        if (!answers.AreWhole || answers.Results.Length < count || answers.Results.Any(result => result.ExitCode != 0))
            return ClusterSight.Unknown;
        var documents = new List<JsonDocument>();
        try
        {
            foreach (var result in answers.Results.Take(count))
                documents.Add(JsonDocument.Parse(result.Output));
            return read([.. documents]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return ClusterSight.Unknown;
        }
        finally
        {
            documents.ForEach(document => document.Dispose());
        }
    }

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static bool? Has(XElement node, string flag) => (string?)node.Attribute(flag) switch { "true" => true, "false" => false, _ => null };

    // Warnings may be printed before the document.
    private static string From(string text, char first) => text.IndexOf(first, StringComparison.Ordinal) is > 0 and var at ? text[at..] : text;
}

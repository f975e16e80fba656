using System.Xml.Linq;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Structure;

/// <summary>Which project may know which: the table of src/ARCHITECTURE.md.</summary>
public static class ProjectTable
{
    /// <summary>Everything under src; the program alone may know all of them.</summary>
    public const string Program = "PowerController";

    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Snmp"] = [],
        ["Yaml"] = [],
        ["Decisions"] = ["Model"],
        ["Schedules"] = ["Model"],
        ["Coordination"] = ["Model"],
        ["Hosts"] = ["Model", "Coordination"],
        ["Devices"] = ["Model", "Snmp", "Yaml"],
        ["Agent"] = ["Model", "Coordination", "Hosts", "Devices"],
        ["Runtime"] = ["Model", "Decisions", "Schedules", "Coordination", "Hosts", "Snmp", "Yaml", "Devices"],
        ["Gateways"] = ["Model", "Decisions", "Coordination", "Snmp", "Runtime"],
        ["Console"] = ["Model", "Coordination", "Runtime"],
        ["Simulator"] = ["Model", "Decisions", "Schedules", "Coordination", "Hosts", "Agent", "Snmp", "Yaml", "Devices", "Runtime"],
    };

    /// <summary>What these may take from outside; the others are free.</summary>
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Snmp"] = [],
        ["Decisions"] = [],
        ["Coordination"] = [],
        ["Yaml"] = ["YamlDotNet"],
        ["Schedules"] = ["Quartz"],
    };

    /// <summary>The projects that are there by now, by full name.</summary>
    public static TheoryData<string> Present => [.. Directory.GetDirectories(Repository.At("src")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public static bool IsKnown(string project) => project == Program || Table.ContainsKey(Short(project));

    public static bool MayKnow(string project, string other) =>
        project == Program || Table[Short(project)].Contains(Short(other), StringComparer.Ordinal);

    public static bool MayTake(string project, string package) =>
        !Packages.TryGetValue(Short(project), out var allowed) || allowed.Contains(package, StringComparer.Ordinal);

    public static IEnumerable<string> ProjectReferences(string project) =>
        Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    public static IEnumerable<string> PackageReferences(string project) => Items(project, "PackageReference");

    public static bool IsPure(string project) =>
        XDocument.Load(ProjectFile(project)).Descendants("PureProject").Any(flag => flag.Value.Trim() is "true");

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(ProjectFile(project)).Descendants(kind).Select(item => (string?)item.Attribute("Include")).OfType<string>();

    private static string ProjectFile(string project) => Repository.At($"src/{project}/{project}.csproj");

    private static string Short(string project) => project.StartsWith("PowerController.", StringComparison.Ordinal) ? project["PowerController.".Length..] : project;
}

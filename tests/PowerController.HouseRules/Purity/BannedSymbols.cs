using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Purity;

/// <summary>The list of what a pure project may not touch, and whether something is on it.</summary>
public static class BannedSymbols
{
    public static IReadOnlyList<(char Kind, string Name, string Reason)> All { get; } =
        [.. File.ReadAllLines(Repository.At("src/BannedSymbols.txt")).Where(line => line.Length > 0).Select(Parse)];

    public static bool Bans(string type) => All.Any(banned => banned.Kind switch
    {
        'N' => type.StartsWith(banned.Name + ".", StringComparison.Ordinal),
        'T' => string.Equals(type, banned.Name, StringComparison.Ordinal),
        _ => false,
    });

    public static bool BansMember(string member) => All.Any(banned => banned.Kind switch
    {
        'P' => string.Equals(member, GetterOf(banned.Name), StringComparison.Ordinal),
        'M' => string.Equals(member, banned.Name.Replace("#ctor", ".ctor", StringComparison.Ordinal), StringComparison.Ordinal),
        _ => false,
    });

    private static string GetterOf(string property) => property.Insert(property.LastIndexOf('.') + 1, "get_");

    private static (char, string, string) Parse(string line)
    {
        var parts = line.Split(';', 2);
        return (parts[0][0], parts[0][2..].Split('(')[0], parts.Length > 1 ? parts[1] : "");
    }
}

namespace PowerController.Console.Api.Endpoints;

/// <summary>Sentences about names that nothing has.</summary>
internal static class Named
{
    /// <summary>Longer lists are not read by anybody.</summary>
    private const int Most = 20;

    public static string Unknown(string kind, string name) => $"There is no {kind} called '{name}'.";

    public static string There(string kind, IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length == 0 ? $"There is no {kind} at all now."
            : all.Length > Most ? $"There are {string.Join(", ", all.Take(Most))} and {all.Length - Most} more."
            : $"There {(all.Length == 1 ? "is" : "are")} {string.Join(", ", all)}.";
    }
}

namespace PowerController.CommandLine;

/// <summary>What somebody who mistyped a name may have meant.</summary>
internal static class Suggestion
{
    /// <summary>More slips than this are another word.</summary>
    private const int MostSlips = 3;

    public static string DidYouMean(string given, IEnumerable<string> known)
    {
        var nearest = known
            .Select(name => (name, slips: Slips(given, name)))
            .Where(pair => pair.slips <= Math.Min(MostSlips, Math.Max(1, given.Length / 2)))
            .OrderBy(pair => pair.slips)
            .Select(pair => pair.name)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    // Levenshtein's distance, row by row.
    private static int Slips(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}

using System.Text;

namespace PowerController.Yaml.Binding;

/// <summary>From names in code to words in YAML, and from a wrong word to the one that was meant.</summary>
public static class Words
{
    /// <summary>`OsStopTime` → `osStopTime`.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>`EveryTwoWeeks` → `every-two-weeks`; a digit begins no new word.</summary>
    public static string Kebab(string name)
    {
        var word = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsUpper(character) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(character));
        }

        return word.ToString();
    }

    /// <summary>The candidate nearest to what was written, or null when none is near enough to be meant.</summary>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > Limits.KeyCharacters)
            return null;
        string? nearest = null;

        // One wrong letter of two says nothing; of longer words a third may be wrong.
        var least = 1 + (written.Length < 3 ? 0 : Math.Max(1, written.Length / 3));
        foreach (var candidate in candidates)
        {
            if (candidate.Length > Limits.KeyCharacters || Math.Abs(candidate.Length - written.Length) >= least)
                continue;
            var distance = Distance(written, candidate);
            if (distance < least)
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    /// <summary>" Did you mean 'x'?" or what else is possible, for the end of an error.</summary>
    public static string MeantOrAllowed(string written, IReadOnlyCollection<string> candidates, string introduction) =>
        Nearest(written, candidates) is { } meant ? $"Did you mean '{meant}'?" : $"{introduction}: {string.Join(", ", candidates)}.";

    /// <summary>Edit distance with neighbouring letters swapped counted once; upper and lower case are the same.</summary>
    private static int Distance(string left, string right)
    {
        Span<int> before = stackalloc int[right.Length + 1];
        Span<int> last = stackalloc int[right.Length + 1];
        Span<int> row = stackalloc int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            last[column] = column;
        for (var at = 1; at <= left.Length; at++)
        {
            row[0] = at;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = Same(left[at - 1], right[column - 1]) ? 0 : 1;
                row[column] = Math.Min(Math.Min(last[column], row[column - 1]) + 1, last[column - 1] + cost);
                if (at > 1 && column > 1 && Same(left[at - 1], right[column - 2]) && Same(left[at - 2], right[column - 1]))
                    row[column] = Math.Min(row[column], before[column - 2] + 1);
            }

            last.CopyTo(before);
            row.CopyTo(last);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}

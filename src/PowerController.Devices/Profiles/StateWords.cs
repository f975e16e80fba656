using System.Collections.Immutable;
using PowerController.Model.Readings;
using PowerController.Yaml.Binding;

namespace PowerController.Devices.Profiles;

/// <summary>What a number of a card means: where the output comes from, if it says so, and conditions.</summary>
public readonly record struct StateMeaning(OutputSource? Source, Conditions Conditions);

/// <summary>The words of states, as profiles write them: `mains`, `low-battery`, `mains boost`.</summary>
public static class StateWords
{
    private static readonly ImmutableSortedDictionary<string, OutputSource> Sources =
        Enum.GetValues<OutputSource>().ToImmutableSortedDictionary(source => Words.Kebab(source.ToString()), source => source, StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, Conditions> Known =
        Enum.GetValues<Conditions>().Where(condition => condition != Conditions.None)
            .ToImmutableSortedDictionary(condition => Words.Kebab(condition.ToString()), condition => condition, StringComparer.Ordinal);

    public static bool TryParse(string text, out StateMeaning meaning, out string remedy)
    {
        meaning = default;
        remedy = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Sources.TryGetValue(word, out var source) && meaning.Source is null)
            {
                meaning = meaning with { Source = source };
            }
            else if (Known.TryGetValue(word, out var condition))
            {
                meaning = meaning with { Conditions = meaning.Conditions | condition };
            }
            else
            {
                remedy = Sources.ContainsKey(word)
                    ? "Name one source only."
                    : Words.MeantOrAllowed(word, [.. Sources.Keys, .. Known.Keys], "A source (one) and conditions (any) are of these words");
                return false;
            }
        }

        remedy = "Name a source or a condition.";
        return meaning != default;
    }

    /// <summary>Words for an operator: `battery, low-battery`.</summary>
    public static string Show(OutputSource source, Conditions conditions) =>
        string.Join(", ", new[] { Words.Kebab(source.ToString()) }.Concat(Known.Where(known => conditions.HasFlag(known.Value)).Select(known => known.Key)));
}

using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Simulator.Faults;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Simulator.Drills;

/// <summary>The story of a drill as a person writes it: a YAML list of sentences, each with or without its time.</summary>
/// <example><code>
/// - at 0s: mains off UPS2
/// - at 40s: silence UPS3 for 2m
/// - node2 hangs in cluster stop
/// - at 95s: mains on
/// </code></example>
public static class DrillScript
{
    /// <summary>The script, or null with every error told.</summary>
    public static ImmutableArray<Happening>? Read(YamlNode? root, Site site, YamlErrors errors)
    {
        if (root is null)
            return null;
        if (root is not YamlList list)
        {
            errors.Add(root.At, $"A script is a list of sentences, but this is {root.Kind}.", "Begin each line with '- ', as in '- at 0s: mains off all'.");
            return null;
        }

        if (list.Items.Length > Limits.ScriptLines)
        {
            errors.Add(list.At, $"The script has {list.Items.Length} sentences.", $"Write {Limits.ScriptLines} or fewer.");
            return null;
        }

        var script = ImmutableArray.CreateBuilder<Happening>();
        foreach (var item in list.Items)
        {
            if (ReadItem(item, site, errors) is { } happening)
                script.Add(happening);
        }

        if (!errors.Any && !script.Any(happening => happening is MainsOff or Outage))
            errors.Add(list.At, "Nothing fails in this script.", "Begin with a sentence like 'at 0s: mains off all'.");
        return errors.Any ? null : [.. script.OrderBy(happening => happening.At)];
    }

    /// <summary>Every UPS of the failure loses its mains, and gets it back for good.</summary>
    public static ImmutableArray<Happening> Of(IEnumerable<string> upses, TimeSpan lasts) =>
        [new MainsOff(0, [.. upses]), new MainsOn((long)lasts.TotalMilliseconds, [.. upses])];

    private static Happening? ReadItem(YamlNode item, Site site, YamlErrors errors)
    {
        switch (item)
        {
            case YamlScalar sentence:
                return ReadSentence(sentence, TimeSpan.Zero, site, errors);
            case YamlMap { Entries: [{ Key: var key, Value: YamlScalar sentence }] }:
                return ReadTime(key, errors) is { } at ? ReadSentence(sentence, at, site, errors) : null;
            case YamlRefused:
                return null;
            default:
                errors.Add(item.At, $"A sentence is expected here, but this is {item.Kind}.", "Write it as 'at 95s: mains on', or without a time as 'node2 hangs in cluster stop'.");
                return null;
        }
    }

    private static TimeSpan? ReadTime(YamlScalar key, YamlErrors errors)
    {
        var remedy = "";
        if (key.Text.StartsWith("at ", StringComparison.Ordinal) && new DurationForm().TryRead(key.Text[3..].Trim(), out var at, out remedy))
            return at;
        errors.Add(key.At, $"'{key.Text}' is no moment of a script.", $"Write 'at' and the time since the beginning, as in 'at 95s: mains on'. {remedy}".TrimEnd());
        return null;
    }

    private static Happening? ReadSentence(YamlScalar sentence, TimeSpan at, Site site, YamlErrors errors)
    {
        var words = new ScriptSentence(sentence.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), (long)at.TotalMilliseconds, site);
        var happening = words.Read();
        if (happening is null)
            errors.Add(sentence.At, words.Wrong, words.Remedy);
        return happening;
    }
}

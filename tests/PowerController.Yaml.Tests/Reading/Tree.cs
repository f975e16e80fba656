using System.Text;
using PowerController.Yaml.Reading;

namespace PowerController.Yaml.Tests.Reading;

/// <summary>A tree of YAML that is made by chance, written by hand, and compared by its text.</summary>
public sealed record Tree(string? Text, IReadOnlyList<Tree>? Items, IReadOnlyList<(string Key, Tree Value)>? Entries)
{
    private static readonly string[] Texts = ["a", "1", "true", "x y", "it's", "say \"no\"", "#", "a: b", "- c", "ünï", "", "~", "null", "\\", "'", "[", "{", "&a", "*b", "!c", "| d", "> e", "%f", "@g", "<<", "  ", "\tt"];

    public static Tree Make(Random random, int depth) => random.Next(depth == 0 ? 1 : 3) switch
    {
        0 => new Tree(Texts[random.Next(Texts.Length)], null, null),
        1 => new Tree(null, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Make(random, depth - 1))], null),
        _ => new Tree(null, null, [.. Enumerable.Range(0, random.Next(4)).Select(number => ($"key{number}{Texts[random.Next(8)]}", Make(random, depth - 1)))]),
    };

    public static Tree Of(YamlNode node) => node switch
    {
        YamlScalar scalar => new Tree(scalar.Text, null, null),
        YamlList list => new Tree(null, [.. list.Items.Select(Of)], null),
        YamlMap map => new Tree(null, null, [.. map.Entries.Select(entry => (entry.Key.Text, Of(entry.Value)))]),
        _ => throw new InvalidOperationException(node.Kind),
    };

    /// <summary>In block or in flow style, in single or double quotes, as chance has it.</summary>
    public void Write(StringBuilder text, Random random, int indentation)
    {
        var items = Items?.Count > 0 || Entries?.Count > 0;
        if (!items || random.Next(3) == 0)
        {
            Flow(text, random);
            text.Append('\n');
            return;
        }

        if (indentation > 0)
            text.Append('\n');
        foreach (var item in Items ?? [])
        {
            text.Append(' ', indentation).Append("- ");
            item.Write(text, random, indentation + 2);
        }

        foreach (var (key, value) in Entries ?? [])
        {
            text.Append(' ', indentation).Append(Quoted(key, random)).Append(": ");
            value.Write(text, random, indentation + 2);
        }
    }

    private void Flow(StringBuilder text, Random random)
    {
        if (Text is not null)
        {
            text.Append(Quoted(Text, random));
            return;
        }

        text.Append(Items is null ? '{' : '[');
        foreach (var item in Items ?? [])
        {
            item.Flow(text, random);
            text.Append(", ");
        }

        foreach (var (key, value) in Entries ?? [])
        {
            text.Append(Quoted(key, random)).Append(": ");
            value.Flow(text, random);
            text.Append(", ");
        }

        text.Append(Items is null ? '}' : ']');
    }

    private static string Quoted(string text, Random random) => random.Next(2) == 0
        ? "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'"
        : "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    public override string ToString()
    {
        if (Text is not null)
            return $"<{Text}>";
        return Items is not null ? $"[{string.Join(',', Items)}]" : $"{{{string.Join(',', Entries!.Select(entry => $"<{entry.Key}>={entry.Value}"))}}}";
    }
}

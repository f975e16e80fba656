using System.Text;

namespace PowerController.Yaml.Tests.Golden;

/// <summary>
/// A file of cases, each a title, an input, and what is said about it: `### title`, the input, `>>>`, the answer, a blank line.
/// `&lt;TAB>` stands for a tab, which nobody would see. With UPDATE_GOLDEN=1 the answers are written anew; the difference is then to be read.
/// </summary>
public sealed class GoldenCases(string file, Func<string, IEnumerable<string>> answer)
{
    private string Path => Repository.At(file);

    public IEnumerable<string> Titles => Read().Select(one => one.Title);

    /// <summary>Expected and actual answer of the case.</summary>
    public (string Expected, string Actual) Of(string title)
    {
        var one = Read().Single(one => string.Equals(one.Title, title, StringComparison.Ordinal));
        return (one.Answer, Answer(one.Input));
    }

    /// <summary>Writes the file again, with the answers of today.</summary>
    public void Refresh()
    {
        var text = new StringBuilder();
        foreach (var one in Read())
            text.Append("### ").Append(one.Title).Append('\n').Append(one.Input).Append("\n>>>\n").Append(Answer(one.Input)).Append("\n\n");
        File.WriteAllText(Path, text.ToString().TrimEnd('\n') + "\n");
    }

    private string Answer(string input) => string.Join('\n', answer(input.Replace("<TAB>", "\t", StringComparison.Ordinal)));

    private IEnumerable<(string Title, string Input, string Answer)> Read()
    {
        foreach (var part in ("\n" + File.ReadAllText(Path)).Split("\n### ", StringSplitOptions.RemoveEmptyEntries))
        {
            var title = part[..part.IndexOf('\n', StringComparison.Ordinal)];
            var rest = part[(title.Length + 1)..];
            var split = rest.IndexOf("\n>>>", StringComparison.Ordinal);
            yield return split < 0 ? (title, rest.TrimEnd('\n'), "") : (title, rest[..split], rest[(split + 4)..].Trim('\n'));
        }
    }
}

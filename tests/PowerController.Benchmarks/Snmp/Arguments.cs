using System.Globalization;

namespace PowerController.Benchmarks.Snmp;

/// <summary>"--name value" pairs.</summary>
internal sealed class Arguments(string[] words)
{
    public bool Has(string name) => Array.IndexOf(words, "--" + name) >= 0;

    public string? Text(string name) => Array.IndexOf(words, "--" + name) is >= 0 and int at && at + 1 < words.Length ? words[at + 1] : null;

    public string Text(string name, string otherwise) => Text(name) ?? otherwise;

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

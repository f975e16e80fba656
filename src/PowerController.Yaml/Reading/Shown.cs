using System.Text;

namespace PowerController.Yaml.Reading;

/// <summary>How an offending value is shown: quoted, on one line, and not longer than an error list bears.</summary>
public static class Shown
{
    public static string Value(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var character in text)
        {
            if (shown.Length > Limits.ShownCharacters)
            {
                shown.Append('…');
                break;
            }

            shown.Append(char.IsControl(character) ? ' ' : character);
        }

        // Half of a surrogate pair would not survive being printed.
        if (shown.Length > 1 && char.IsHighSurrogate(shown[^1]))
            shown.Length--;
        else if (shown.Length > 2 && shown[^1] == '…' && char.IsHighSurrogate(shown[^2]))
            shown.Remove(shown.Length - 2, 1);
        return shown.Append('\'').ToString();
    }
}

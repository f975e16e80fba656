using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace PowerController.Model.Runs;

/// <summary>The text of a state, event or effect: equal texts mean equal contents, which record equality does not tell where there are arrays.</summary>
/// <remarks>By reflection, so that a new property can not be forgotten; it is for comparing and for people, not for the hot path.</remarks>
public static class CanonicalText
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        // Deeper than any vocabulary goes; a cycle would be a programmer's error.
        Require.That(depth < 32, "A state has no cycles.");
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string words:
                text.Append('"').Append(words).Append('"');
                break;
            case TimeSpan time:
                text.Append(time.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture)).Append('s');
                break;
            case Topology topology:
                text.Append(topology.Site.Name);
                break;
            case SiteTimes:
                // Follows from the site.
                text.Append("computed");
                break;
            case Enum or RunId or EffectId:
                text.Append(value);
                break;
            case DateTimeOffset moment:
                text.Append(moment.ToString("O", CultureInfo.InvariantCulture));
                break;
            case IFormattable plain when value.GetType().IsPrimitive:
                text.Append(plain.ToString(null, CultureInfo.InvariantCulture));
                break;
            case bool yes:
                text.Append(yes ? "yes" : "no");
                break;
            case IEnumerable rows:
                WriteRows(text, rows, depth);
                break;
            default:
                WriteProperties(text, value, depth);
                break;
        }
    }

    private static void WriteRows(StringBuilder text, IEnumerable rows, int depth)
    {
        text.Append('[');
        foreach (var row in rows)
        {
            Write(text, row, depth + 1);
            text.Append(depth == 1 ? ";\n" : "; ");
        }

        text.Append(']');
    }

    private static void WriteProperties(StringBuilder text, object value, int depth)
    {
        text.Append(value.GetType().Name).Append('(');
        var properties = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal);
        foreach (var property in properties)
        {
            text.Append(property.Name).Append('=');
            Write(text, property.GetValue(value), depth + 1);
            text.Append(depth == 0 ? "\n" : " ");
        }

        text.Append(')');
    }
}

using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using PowerController.Model.Sites;

namespace PowerController.Runtime.Configuration;

/// <summary>SHA-256 over a canonical text of the complete site: the same wherever the same site is run, however it is written.</summary>
/// <remarks>
/// The text is made by reflection, so that nothing added to the model can be forgotten in it. Members are in the order of their names;
/// lists keep their order, which means something (who leads, what is started first). Secrets are not in it, only where they are read from.
/// </remarks>
public static class SiteDigest
{
    /// <summary>Changes when the text is made differently: hosts of different versions then differ plainly instead of by chance.</summary>
    private const string Form = "site 1\n";

    private static readonly ConcurrentDictionary<Type, ImmutableArray<PropertyInfo>> Members = new();

    public static string Of(Site site) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalText(site))));

    /// <summary>What the digest is taken of.</summary>
    public static string CanonicalText(Site site)
    {
        var text = new StringBuilder(Form);
        Write(text, site);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string words:
                // The length keeps texts apart whatever they hold.
                text.Append(CultureInfo.InvariantCulture, $"{words.Length}\"{words}\"");
                break;
            case TimeSpan duration:
                text.Append(CultureInfo.InvariantCulture, $"{duration.Ticks}t");
                break;
            case Enum or bool:
                text.Append(value);
                break;
            case IFormattable number and (int or long or double):
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                    Write(text, item);
                text.Append(']');
                break;
            default:
                WriteRecord(text, value);
                break;
        }

        text.Append(' ');
    }

    private static void WriteRecord(StringBuilder text, object record)
    {
        text.Append(record.GetType().Name).Append('{');
        foreach (var member in Members.GetOrAdd(record.GetType(), OfType))
        {
            text.Append(member.Name).Append('=');
            Write(text, member.GetValue(record));
        }

        text.Append('}');
    }

    private static ImmutableArray<PropertyInfo> OfType(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .OrderBy(property => property.Name, StringComparer.Ordinal)];
}

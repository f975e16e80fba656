using System.Collections;
using System.Globalization;
using System.Reflection;
using PowerController.Model.Runs;
using PowerController.Model.Sites;
using PowerController.Model.Units;
using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Reloading;

/// <summary>What two values of one kind differ in, value by value, in the words of the configuration: `settings.returnCharge 15% → 30%`.</summary>
/// <remarks>By reflection, so that nothing new can be forgotten; once for a configuration that is put in force.</remarks>
internal static class Differing
{
    private const string Nothing = "nothing";

    public static IEnumerable<string> In(object? was, object? now, string path = "")
    {
        if (was is null || now is null || was.GetType() != now.GetType() || IsPlain(was))
            return AreSame(was, now) ? [] : [Sentence(path, Said(was), Said(now))];
        return PropertiesOf(was).SelectMany(property => In(property.GetValue(was), property.GetValue(now), Below(path, property.Name)));
    }

    // Rows of records are the same when what they hold is.
    private static bool AreSame(object? was, object? now) => was is IEnumerable and not string && now is IEnumerable
        ? string.Equals(CanonicalText.Of(was), CanonicalText.Of(now), StringComparison.Ordinal)
        : Equals(was, now);

    private static string Sentence(string path, string was, string now) =>
        string.Equals(was, now, StringComparison.Ordinal) ? $"{path} is another one" : $"{path} {was} → {now}";

    private static string Below(string path, string name) => path.Length == 0 ? Words.Camel(name) : $"{path}.{Words.Camel(name)}";

    private static IEnumerable<PropertyInfo> PropertiesOf(object value) =>
        value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0);

    private static bool IsPlain(object value) =>
        value is string or Enum or TimeSpan or IEnumerable or SecretSource or PowerSource or System.Net.EndPoint || value.GetType().IsPrimitive || IsQuantity(value);

    private static bool IsQuantity(object value) => string.Equals(value.GetType().Namespace, typeof(Percent).Namespace, StringComparison.Ordinal);

    private static string Said(object? value)
    {
        var text = value switch
        {
            null or "" => Nothing,
            // The path of an address may be what lets somebody in.
            string words when Uri.TryCreate(words, UriKind.Absolute, out var address) && address.Host.Length > 0 => address.GetLeftPart(UriPartial.Authority),
            string words => words,
            TimeSpan time => UnitText.Of(time),
            bool yes => yes ? "yes" : "no",
            Enum word => Words.Kebab(word.ToString()),
            SecretFile file => $"file {file.Path}",
            SecretVariable variable => $"variable {variable.Name}",
            IEnumerable rows => string.Join(", ", rows.Cast<object?>().Select(Said)) is { Length: > 0 } all ? all : Nothing,
            PowerSource or System.Net.EndPoint => value.ToString()!,
            IFormattable plain when value.GetType().IsPrimitive => plain.ToString(null, CultureInfo.InvariantCulture),
            _ when IsQuantity(value) => value.ToString()!,
            _ => $"{Words.Kebab(value.GetType().Name)} ({string.Join(' ', PropertiesOf(value).Select(property => Said(property.GetValue(value))))})",
        };
        return text.Length <= Limits.DifferenceValue ? text : text[..(Limits.DifferenceValue - 1)] + "…";
    }
}

using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using PowerController.Model.Runs;
using PowerController.Simulator.Chance;

namespace PowerController.Simulator.Checking;

/// <summary>A hash over everything a state holds, contents of arrays included: equal contents, equal numbers.</summary>
/// <remarks>By reflection once for each type, so that a new property can not be forgotten; the canonical text says where two states differ.</remarks>
public static class StateFingerprint
{
    private static readonly ConcurrentDictionary<Type, Func<object, object?>[]> _readers = new();

    public static ulong Of(object? value)
    {
        var hash = default(StoryHash);
        Add(ref hash, value);
        return hash.Value;
    }

    private static void Add(ref StoryHash hash, object? value)
    {
        switch (value)
        {
            case null:
                hash.Add(-1);
                break;
            case TimeSpan time:
                hash.Add(time.Ticks);
                break;
            case string text:
                hash.Add(text);
                break;
            case Topology:
                break;
            case bool yes:
                hash.Add(yes ? 1 : 2);
                break;
            case int number:
                hash.Add(number);
                break;
            case long number:
                hash.Add(number);
                break;
            case double number:
                hash.Add(BitConverter.DoubleToInt64Bits(number));
                break;
            case Enum word:
                hash.Add(Convert.ToInt64(word, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case IEnumerable rows:
                foreach (var row in rows)
                    Add(ref hash, row);
                hash.Add(-2);
                break;
            default:
                hash.Add(value.GetType().Name);
                foreach (var reader in _readers.GetOrAdd(value.GetType(), ReadersOf))
                    Add(ref hash, reader(value));
                break;
        }
    }

    // Computed properties are left out: they say nothing that the others do not, and a plan of all failures is much.
    private static Func<object, object?>[] ReadersOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanWrite)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(ReaderOf)];

    private static Func<object, object?> ReaderOf(PropertyInfo property)
    {
        var source = Expression.Parameter(typeof(object));
        var read = Expression.Property(Expression.Convert(source, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), source).Compile();
    }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;

namespace PowerController.Runtime.Journal;

/// <summary>A list that an earlier version did not write is an empty one. What JSON leaves there is an array that was never made: whoever looks at it, or writes it again, falls.</summary>
internal static class MissingLists
{
    public static void AreEmpty(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || info.Type.IsValueType)
            return;
        var lists = info.Properties.Where(property => property is { Get: not null, Set: not null } && IsList(property.PropertyType)).Select(MendingOf).ToArray();
        if (lists.Length == 0)
            return;
        info.OnDeserialized = read =>
        {
            foreach (var mend in lists)
                mend(read);
        };
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    private static Action<object> MendingOf(JsonPropertyInfo property) =>
        (Action<object>)typeof(MissingLists).GetMethod(nameof(Mending), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(property.PropertyType.GenericTypeArguments).Invoke(null, [property])!;

    private static Action<object> Mending<T>(JsonPropertyInfo property) => read =>
    {
        if (property.Get!(read) is ImmutableArray<T> { IsDefault: true })
            property.Set!(read, ImmutableArray<T>.Empty);
    };
}

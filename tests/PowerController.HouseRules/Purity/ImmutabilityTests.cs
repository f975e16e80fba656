using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PowerController.HouseRules.Purity;

public sealed class ImmutabilityTests
{
    private static readonly Type[] NeverTypes = [typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>)];

    /// <summary>Collections that never change and that enumerate in the same order in every run.</summary>
    private static readonly Type[] StableCollections =
        [typeof(ImmutableArray<>), typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>), typeof(ImmutableList<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>), typeof(ILookup<,>)];

    /// <summary>Types of these are looked at themselves.</summary>
    private static readonly Assembly[] Ours = [typeof(Model.Sites.Site).Assembly, typeof(Decisions.Plans.ShutdownPlanner).Assembly];

    /// <summary>Every record and every public type; a private class may count and collect while a function runs.</summary>
    private static IEnumerable<Type> Lasting(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && !type.IsEnum && (type.IsVisible || type.GetMethod("<Clone>$") is not null));

    [Fact]
    public void Model_EveryType_NeverChanges() => Assert.Empty(Lasting(typeof(Model.Sites.Site).Assembly).SelectMany(Complaints));

    [Fact]
    public void Decisions_EveryType_NeverChanges() => Assert.Empty(Lasting(typeof(Decisions.Plans.ShutdownPlanner).Assembly).SelectMany(Complaints));

    [Theory]
    [InlineData(typeof(WithField), "field 'Counter' can be assigned")]
    [InlineData(typeof(WithSetter), "can be assigned")]
    [InlineData(typeof(WithArray), "Int32[]")]
    [InlineData(typeof(WithList), "List`1")]
    [InlineData(typeof(WithUnstable), "ImmutableDictionary`2")]
    [InlineData(typeof(WithHidden), "IReadOnlyList`1")]
    public void Check_OfATypeThatChanges_FindsIt(Type type, string complaint) =>
        Assert.Contains(complaint, string.Join('\n', Complaints(type)), StringComparison.Ordinal);

    [Fact]
    public void Check_OfATypeThatNeverChanges_IsSilent() => Assert.Empty(Complaints(typeof(Good)));

    /// <summary>Fit for looking up, not for going through: allowed where only the type itself can reach them.</summary>
    private static readonly Type[] LookUps = [typeof(FrozenDictionary<,>), typeof(FrozenSet<>)];

    private static IEnumerable<string> Complaints(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (field.IsLiteral || (field.IsStatic && field.IsDefined(typeof(CompilerGeneratedAttribute), false)))
                continue;
            if (!field.IsInitOnly)
                yield return $"{type}: the field '{field.Name}' can be assigned. Make it readonly, or the property init-only.";
            if (field.IsPrivate && !field.IsDefined(typeof(CompilerGeneratedAttribute), false) && field.FieldType.IsGenericType && LookUps.Contains(field.FieldType.GetGenericTypeDefinition()))
                continue;
            if (Changeable(field.FieldType) is { } changeable)
                yield return $"{type}: '{field.Name}' is of the type {changeable.Name}, which can change or has no stable order. Use ImmutableArray or ImmutableSortedDictionary.";
        }
    }

    private static Type? Changeable(Type type)
    {
        if (type.IsArray)
            return type;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (NeverTypes.Contains(definition))
            return type;
        if (Ours.Contains(type.Assembly))
            return type.GetGenericArguments().Select(Changeable).FirstOrDefault(found => found is not null);
        if (type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) && !StableCollections.Contains(definition))
            return type;
        return type.GetGenericArguments().Select(Changeable).FirstOrDefault(found => found is not null);
    }

#pragma warning disable CS0649, CA1051, CA1823 // These types are looked at, not used.
    private sealed record WithSetter
    {
        public int Value { get; set; }
    }

    private sealed class WithField
    {
        public int Counter;
    }

    private sealed record WithArray(int[] Values);

    private sealed record WithList(ImmutableArray<List<int>> Values);

    private sealed record WithUnstable(ImmutableDictionary<string, int>? Values);

    private sealed record WithHidden(IReadOnlyList<int> Values);

    private sealed record Good(string Name, ImmutableArray<TimeSpan> Times, ImmutableSortedDictionary<string, Good>? Inner);
#pragma warning restore CS0649, CA1051, CA1823
}

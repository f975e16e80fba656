using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PowerController.Model.Events;

namespace PowerController.Runtime.Journal;

/// <summary>The model's closed sets (events, effects, requests, connections…) are written with the name of the case. By reflection, so that no case can be forgotten.</summary>
internal static class ClosedSets
{
    private const string Case = "is";

    private static readonly Type[] _types = typeof(PowerEvent).Assembly.GetTypes();

    public static void NameCases(JsonTypeInfo info)
    {
        if (info.Type.Assembly != typeof(PowerEvent).Assembly || !info.Type.IsAbstract || info.Kind != JsonTypeInfoKind.Object)
            return;
        var cases = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = Case, UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        foreach (var type in _types)
        {
            if (!type.IsAbstract && info.Type.IsAssignableFrom(type))
                cases.DerivedTypes.Add(new JsonDerivedType(type, type.Name));
        }

        info.PolymorphismOptions = cases;
    }
}

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PowerController.HouseRules.Purity;

/// <summary>What a compiled assembly refers to, read from its metadata: types, and members as `Type.Member`.</summary>
public static class CompiledTypes
{
    public static string PathOf(string project) =>
        Path.Combine(AppContext.BaseDirectory, project is Structure.ProjectTable.Program ? "powerctl.dll" : project + ".dll");

    public static (IReadOnlyList<string> Types, IReadOnlyList<string> Members) ReferredToBy(string project)
    {
        using var file = new PEReader(File.OpenRead(PathOf(project)));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => NameOf(metadata, handle)).ToList();
        var members = new List<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
                members.Add(NameOf(metadata, (TypeReferenceHandle)member.Parent) + "." + metadata.GetString(member.Name));
        }

        // `yield` is compiled into a look at the thread's number; nobody wrote that.
        var compilersOwn = members.RemoveAll(member => member is "System.Environment.get_CurrentManagedThreadId");
        if (compilersOwn > 0 && !members.Exists(member => member.StartsWith("System.Environment.", StringComparison.Ordinal)))
            types.Remove("System.Environment");
        return (types, members);
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var outer = type.ResolutionScope.Kind == HandleKind.TypeReference ? NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope) : metadata.GetString(type.Namespace);
        return $"{outer}.{metadata.GetString(type.Name)}";
    }
}

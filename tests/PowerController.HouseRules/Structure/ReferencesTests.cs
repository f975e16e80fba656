using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PowerController.HouseRules.Purity;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Structure;

public sealed class ReferencesTests
{
    public static TheoryData<string> Projects => ProjectTable.Present;

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_IsInTheTable(string project)
    {
        Assert.True(ProjectTable.IsKnown(project), $"src/{project} is not in the table of references: add it there and in src/ARCHITECTURE.md, with what it may know.");
        Assert.True(File.Exists(Repository.At($"src/{project}/{project}.csproj")), $"src/{project} holds no project of its name.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectFile_NamesOnlyWhatTheTableAllows(string project)
    {
        Assert.DoesNotContain(ProjectTable.ProjectReferences(project), other => !ProjectTable.MayKnow(project, other));
        Assert.DoesNotContain(ProjectTable.PackageReferences(project), package => !ProjectTable.MayTake(project, package));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assembly_UsesOnlyWhatTheTableAllows(string project)
    {
        using var file = new PEReader(File.OpenRead(CompiledTypes.PathOf(project)));
        var metadata = file.GetMetadataReader();
        var used = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => name.StartsWith("PowerController", StringComparison.Ordinal))
            .ToList();

        Assert.DoesNotContain(used, other => !ProjectTable.MayKnow(project, other));
    }

    [Fact]
    public void Transitive_References_AreSwitchedOff() =>
        Assert.Contains("<DisableTransitiveProjectReferences>true<", File.ReadAllText(Repository.At("Directory.Build.props")), StringComparison.Ordinal);
}

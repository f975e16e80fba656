using Microsoft.CodeAnalysis.CSharp.Syntax;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Sources;

/// <summary>A folder is a subject, a namespace is its folder, a name says the job.</summary>
public sealed class NamesTests
{
    private static readonly string[] NobodysHome =
        ["Helpers", "Helper", "Utils", "Util", "Utilities", "Common", "Managers", "Misc", "Extensions", "Interfaces", "Services", "Shared"];

    private static readonly string[] NoJob = ["Manager", "Helper", "Helpers", "Utils", "Util", "Utilities", "Processor", "Service"];

    /// <summary>Looked at and kept: here the word is the job.</summary>
    private static readonly string[] Kept = ["IDatagramService"];

    [Fact]
    public void Folders_AreSubjects() => Assert.DoesNotContain(SourceFiles.Folders("src").Concat(SourceFiles.Folders("tests")),
        folder => NobodysHome.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Types_SayTheirJob() => Assert.Empty(SourceFiles.Code.SelectMany(file => file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        .Where(type => NoJob.Any(word => type.Identifier.Text.EndsWith(word, StringComparison.Ordinal)) && !Kept.Contains(type.Identifier.Text, StringComparer.Ordinal))
        .Select(type => $"{file.Name}: '{type.Identifier.Text}' does not say what it does.")));

    [Fact]
    public void Namespaces_AreFileScopedAndFollowTheFolders() => Assert.Empty(SourceFiles.Code.Select(Complaint).OfType<string>());

    [Fact]
    public void Limits_AreInOneFileAProject() => Assert.Empty(SourceFiles.Code
        .Where(file => file.Name.StartsWith("src/", StringComparison.Ordinal) && Path.GetFileName(file.Name) == "Limits.cs")
        .GroupBy(file => file.Name.Split('/')[1], StringComparer.Ordinal)
        .Where(project => project.Count() > 1)
        .Select(project => $"{project.Key} has several Limits.cs: {string.Join(", ", project.Select(file => file.Name))}"));

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Repository.At("PowerController.sln")).Replace('\\', '/');
        var projects = SourceFiles.Everything("src").Concat(SourceFiles.Everything("tests")).Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')).ToList();

        Assert.NotEmpty(projects);
        Assert.DoesNotContain(projects, project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }

    /// <summary>A test may live in the namespace of what it tests, in the same folder.</summary>
    private static bool IsBesideTheTested(string written, string expected) =>
        expected.Contains(".Tests", StringComparison.Ordinal) && written == expected.Replace(".Tests", "", StringComparison.Ordinal);

    private static string? Complaint(SourceFile file)
    {
        var folders = Path.GetDirectoryName(file.Name)!.Replace('\\', '/').Split('/');
        var expected = string.Join('.', folders.Skip(1));
        var spaces = file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().ToList();
        var isProgram = file.Syntax.DescendantNodes().OfType<GlobalStatementSyntax>().Any();
        var isAttributesOnly = !file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Any();
        return spaces switch
        {
            [] when isProgram || isAttributesOnly => null,
            [FileScopedNamespaceDeclarationSyntax only] when only.Name.ToString() == expected || IsBesideTheTested(only.Name.ToString(), expected) => null,
            [FileScopedNamespaceDeclarationSyntax only] => $"{file.Name}: the namespace is {only.Name}, the folder says {expected}.",
            _ => $"{file.Name}: one file-scoped namespace {expected} is expected.",
        };
    }
}

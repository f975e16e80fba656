using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Sources;

/// <summary>One source file: its place, its text, and its syntax.</summary>
public sealed class SourceFile(string path)
{
    private readonly Lazy<SyntaxNode> _syntax = new(() => CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot());

    /// <summary>Relative to the repository, with forward slashes.</summary>
    public string Name { get; } = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    public SyntaxNode Syntax => _syntax.Value;

    public string Text { get; } = File.ReadAllText(path);

    /// <summary>The last line's end is not a line.</summary>
    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;
}

/// <summary>What is written by hand: everything that is not built, fetched, or kept by the version control.</summary>
public static class SourceFiles
{
    private static readonly string[] NotOurs = ["bin", "obj", ".git", "artifacts", "TestResults", ".vs", ".idea"];

    public static IReadOnlyList<SourceFile> Code { get; } =
        [.. Everything("src").Concat(Everything("tests")).Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new SourceFile(path))];

    /// <summary>Every file below a folder.</summary>
    public static IEnumerable<string> Everything(string folder)
    {
        var root = Repository.At(folder);
        return Directory.Exists(root) ? Below(root).Order(StringComparer.Ordinal) : [];
    }

    public static IEnumerable<string> Folders(string folder) =>
        Everything(folder).Select(path => Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Below(string folder) =>
        Directory.GetFiles(folder).Where(path => !NotOurs.Contains(Path.GetFileName(path), StringComparer.Ordinal)).Concat(Directory.GetDirectories(folder).Where(inner => !NotOurs.Contains(Path.GetFileName(inner), StringComparer.Ordinal)).SelectMany(Below));
}

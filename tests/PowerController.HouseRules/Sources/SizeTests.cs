using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PowerController.HouseRules.Sources;

/// <summary>Around 300 lines a file and 70 a method; beyond these limits nobody keeps it in mind as a whole.</summary>
public sealed class SizeTests
{
    private const int FileLines = 350;
    private const int MethodLines = 80;

    [Fact]
    public void Files_AreShort() => Assert.Empty(SourceFiles.Code.Where(file => file.Lines > FileLines).Select(file => $"{file.Name} has {file.Lines} lines, more than {FileLines}: split it by subject."));

    [Fact]
    public void Methods_AreShort() => Assert.Empty(SourceFiles.Code.SelectMany(file => Bodies(file.Syntax)
        .Select(body => (file.Name, body, Lines: LinesOf(body)))
        .Where(found => found.Lines > MethodLines)
        .Select(found => $"{found.Name}: {TitleOf(found.body)} has {found.Lines} lines, more than {MethodLines}: name its parts.")));

    [Fact]
    public void Files_AreSeenAtAll()
    {
        Assert.True(SourceFiles.Code.Count > 50);
        Assert.True(SourceFiles.Code.SelectMany(file => Bodies(file.Syntax)).Count() > 200);
    }

    /// <summary>Long texts in quotes (SQL, samples) are data: they count for the file, not for the method.</summary>
    private static int LinesOf(SyntaxNode body)
    {
        var texts = body.DescendantTokens().Where(token => token.Text.Contains('\n', StringComparison.Ordinal)).Sum(token => token.Text.Count(character => character == '\n'));
        var span = body.SyntaxTree.GetLineSpan(body.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1 - texts;
    }

    private static IEnumerable<SyntaxNode> Bodies(SyntaxNode root) =>
        root.DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax);

    private static string TitleOf(SyntaxNode body) => body switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => body.Kind().ToString(),
    };
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PowerController.Yaml.Tests.Golden;

namespace PowerController.HouseRules.Sources;

/// <summary>What may stand nowhere in the tree.</summary>
public sealed partial class TreeTests
{
    private const long LargestText = 1024 * 1024;

    // Put together from parts, so that this file does not find itself.
    private static readonly (string What, string Word)[] Foreign =
    [
        ("a path of the workplace", "/wo" + "rk/wt"),
        ("a path of the workplace", "/wo" + "rk/main"),
        ("a path of the workplace", "/wo" + "rk/shared"),
        ("a path of the workplace", "/ro" + "ot/"),
        ("a registry host", "nuget" + ".org"),
        ("a registry host", "npm" + "js."),
        ("a registry host", "py" + "pi."),
        ("a registry host", "pkgs.dev." + "azure"),
        ("a registry setting", "package" + "Sources"),
        ("work left undone", "TO" + "DO"),
        ("work left undone", "FIX" + "ME"),
        ("work left undone", "NotImplemented" + "Exception"),
    ];

    [Fact]
    public void Tree_HoldsNothingOfTheWorkplaceAndNothingUndone()
    {
        var found = new List<string>();
        foreach (var path in SourceFiles.Everything(".").Where(IsText))
        {
            var text = File.ReadAllText(path);
            found.AddRange(Foreign.Where(foreign => text.Contains(foreign.Word, StringComparison.Ordinal))
                .Select(foreign => $"{Path.GetRelativePath(Repository.Root, path)} holds {foreign.What}: {foreign.Word}"));
        }

        Assert.Empty(found);
    }

    [Fact]
    public void Tree_IsSeenAtAll() => Assert.Contains(SourceFiles.Everything("."), path => path.EndsWith("PowerController.sln", StringComparison.Ordinal));

    /// <summary>Against other programs there is nothing but waiting; everywhere else time is a fake clock that is moved.</summary>
    [Fact]
    public void Tests_DoNotSleep() => Assert.Empty(SourceFiles.Code
        .Where(file => file.Name.StartsWith("tests/", StringComparison.Ordinal) && !file.Name.StartsWith("tests/PowerController.Peers/", StringComparison.Ordinal)
            && !file.Name.StartsWith("tests/PowerController.Benchmarks/", StringComparison.Ordinal))
        .SelectMany(file => file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(Sleeps)
            .Select(call => $"{file.Name}:{call.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {call}")));

    [Theory]
    [InlineData("Thread.Sleep(1)", true)]
    [InlineData("System.Threading.Thread.Sleep(1)", true)]
    [InlineData("Task.Delay(1)", true)]
    [InlineData("Task.Delay(TimeSpan.FromSeconds(1), token)", true)]
    [InlineData("Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)", true)]
    [InlineData("Task.Delay(TimeSpan.FromSeconds(1), _time, token)", false)]
    [InlineData("Task.Delay(Timeout.Infinite, token)", false)]
    [InlineData("Task.Delay(Timeout.InfiniteTimeSpan, token)", false)]
    [InlineData("clock.Advance(1)", false)]
    public void Check_OfACall_KnowsRealSleep(string call, bool sleeps) =>
        Assert.Equal(sleeps, Sleeps((InvocationExpressionSyntax)Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseExpression(call)));

    private static bool Sleeps(InvocationExpressionSyntax call)
    {
        var called = call.Expression.ToString();
        if (called.EndsWith("Thread.Sleep", StringComparison.Ordinal))
            return true;
        if (!called.EndsWith("Task.Delay", StringComparison.Ordinal))
            return false;
        var arguments = call.ArgumentList.Arguments.Select(argument => argument.ToString()).ToList();
        var isForEver = arguments[0].StartsWith("Timeout.Infinite", StringComparison.Ordinal);
        return !isForEver && !arguments.Skip(1).Any(argument => FakeClock().IsMatch(argument));
    }

    private static bool IsText(string path)
    {
        var length = new FileInfo(path).Length;
        return length is > 0 and < LargestText && !File.ReadAllBytes(path).AsSpan(0, (int)Math.Min(length, 512)).Contains((byte)0);
    }

    [GeneratedRegex("^(?!TimeProvider\\.System)\\w*([tT]ime|[cC]lock)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FakeClock();
}

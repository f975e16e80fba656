using PowerController.Model.Sites;

namespace PowerController.Model.Tests.Sites;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("systemctl poweroff", "systemctl|poweroff")]
    [InlineData("  a\t b  ", "a|b")]
    [InlineData("sh -c 'echo $HOME; wc'", "sh|-c|echo $HOME; wc")]
    [InlineData(@"C:\Windows\shutdown.exe /s", @"C:\Windows\shutdown.exe|/s")]
    [InlineData("\"C:\\Program Files\\x.exe\" -a", @"C:\Program Files\x.exe|-a")]
    [InlineData("say \"it's\"", "say|it's")]
    [InlineData("say a'b c'd", "say|ab cd")]
    [InlineData("say ''", "say|")]
    public void Text_OfACommand_IsSplitIntoItsWords(string text, string words)
    {
        var command = CommandLine.Read(text, out var problem);

        Assert.Null(problem);
        Assert.Equal(words.Split('|'), command!.Words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("''")]
    [InlineData("sh -c 'echo")]
    [InlineData("a \0")]
    public void Text_OfNoCommand_IsRefusedWithItsProblem(string text)
    {
        Assert.Null(CommandLine.Read(text, out var problem));
        Assert.NotEmpty(problem!);
    }

    [Theory]
    [InlineData("plain", "two words", "it's", "")]
    public void Words_WrittenAndReadAgain_AreTheSame(params string[] words) => Assert.Equal(words, CommandLine.Parse(CommandLine.Of([.. words]).Text).Words);
}

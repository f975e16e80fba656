using PowerController.CommandLine;
using PowerController.Runtime.Configuration.Init;

namespace PowerController.Setup;

/// <summary>Asks the questions of `powerctl init` line by line; the end of the input gives up.</summary>
internal sealed class AskInTerminal(Terminal terminal, TextReader input, bool showKeys) : IInitAnswers
{
    public string? Ask(InitQuestion question)
    {
        terminal.Line();
        terminal.Line(terminal.Bold(question.Text) + (showKeys ? terminal.Dim($"  ({question.Key})") : ""));
        foreach (var choice in question.Choices)
            terminal.Line($"  {choice.Word,-24} {choice.Meaning}");
        terminal.Output.Write(question.Suggestion is { Length: > 0 } suggestion ? $"[{suggestion}] > " : "> ");
        terminal.Output.Flush();
        return input.ReadLine();
    }

    public void Refuse(InitQuestion question, string answer, string why) => terminal.Line(terminal.Red(why));
}

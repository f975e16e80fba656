using PowerController.CommandLine;
using PowerController.Runtime.Configuration.Init;

namespace PowerController.Setup;

/// <summary>Asks the questions of `powerctl init` line by line; the end of the input gives up.</summary>
internal sealed class AskOnScreen(Screen screen, TextReader input, bool showKeys) : IInitAnswers
{
    public string? Ask(InitQuestion question)
    {
        screen.Line();
        screen.Line(screen.Bold(question.Text) + (showKeys ? screen.Dim($"  ({question.Key})") : ""));
        foreach (var choice in question.Choices)
            screen.Line($"  {choice.Word,-24} {choice.Meaning}");
        screen.Output.Write(question.Suggestion is { Length: > 0 } suggestion ? $"[{suggestion}] > " : "> ");
        screen.Output.Flush();
        return input.ReadLine();
    }

    public void Refuse(InitQuestion question, string answer, string why) => screen.Line(screen.Red(why));
}

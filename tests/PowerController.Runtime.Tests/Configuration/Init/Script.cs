using PowerController.Runtime.Configuration.Init;

namespace PowerController.Runtime.Tests.Configuration.Init;

/// <summary>A person who gives these answers in turn and then only presses Enter, and remembers what was said.</summary>
public sealed class Script(params (string Key, string Answer)[] answers) : IInitAnswers
{
    private readonly List<(string Key, string Answer)> _left = [.. answers];

    public List<string> Asked { get; } = [];

    public List<string> Refused { get; } = [];

    public string? Ask(InitQuestion question)
    {
        Asked.Add(question.Key);
        var at = _left.FindIndex(answer => answer.Key == question.Key);
        if (at < 0)
            return question.Suggestion is null ? null : "";
        var answer = _left[at].Answer;
        _left.RemoveAt(at);
        return answer;
    }

    public void Refuse(InitQuestion question, string answer, string why) => Refused.Add($"{question.Key} '{answer}': {why}");
}

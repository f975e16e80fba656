using System.Collections.Immutable;

namespace PowerController.Runtime.Configuration.Init;

/// <summary>One thing the wizard wants to know.</summary>
/// <param name="Key">By which an answers file gives it: `node1.address`.</param>
/// <param name="Text">The question, for people.</param>
/// <param name="Suggestion">What is taken when nothing is answered; null when there must be an answer.</param>
/// <param name="Choices">The only answers there are; empty when it is free.</param>
public sealed record InitQuestion(string Key, string Text, string? Suggestion, ImmutableArray<InitChoice> Choices);

/// <summary>A possible answer and what it means.</summary>
public sealed record InitChoice(string Word, string Meaning);

/// <summary>Who answers: a person at a terminal, or a file.</summary>
public interface IInitAnswers
{
    /// <summary>The answer as text; empty takes the suggestion; null gives up.</summary>
    string? Ask(InitQuestion question);

    /// <summary>The answer does not do; the same question comes again.</summary>
    void Refuse(InitQuestion question, string answer, string why);
}

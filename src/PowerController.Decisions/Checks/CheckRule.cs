using PowerController.Model.Checks;

namespace PowerController.Decisions.Checks;

/// <summary>A rule that a configuration must satisfy: its stable code, and the page that explains it.</summary>
/// <param name="Why">What would go wrong in the dark.</param>
public sealed record CheckRule(string Code, Severity Severity, string Title, string Why)
{
    internal Finding Found(string subject, string message, string remedy) => new(Code, Severity, subject, message, remedy);
}

namespace PowerController.Model.Checks;

public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    /// <summary>The site runs, but something will not be as its owner expects.</summary>
    Warning,

    /// <summary>The configuration is refused.</summary>
    Error,
}

/// <summary>One thing found wanting in a configuration.</summary>
/// <param name="Code">Stable, `PC0101`; explained by its own page.</param>
/// <param name="Subject">The name of what it is about.</param>
/// <param name="Message">What is wrong, with the figures.</param>
/// <param name="Remedy">What would be right.</param>
public sealed record Finding(string Code, Severity Severity, string Subject, string Message, string Remedy);

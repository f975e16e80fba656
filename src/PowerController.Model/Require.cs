using System.Diagnostics.CodeAnalysis;

namespace PowerController.Model;

/// <summary>Assertions that stay on in production.</summary>
public static class Require
{
    /// <summary>Throws <see cref="InvariantViolation"/> when something that must always hold does not.</summary>
    public static void That([DoesNotReturnIf(false)] bool holds, string what)
    {
        if (!holds)
            throw new InvariantViolation(what);
    }
}

/// <summary>A programmer's error: the loop stops, the journal replays; it is never an answer to bad input.</summary>
public sealed class InvariantViolation : Exception
{
    public InvariantViolation() { }

    public InvariantViolation(string message) : base(message) { }

    public InvariantViolation(string message, Exception inner) : base(message, inner) { }
}

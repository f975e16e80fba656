namespace PowerController.Hosts.Commands;

public enum CommandOutcome
{
    /// <summary>It ended by itself, with its exit code.</summary>
    Exited,

    /// <summary>It was ended at its limit.</summary>
    TimedOut,

    /// <summary>It was ended because nobody wanted it any more.</summary>
    Killed,

    /// <summary>It could not be started; the output says why.</summary>
    NotStarted,
}

/// <summary>How a command ended.</summary>
/// <param name="Output">The end of what it printed, bounded.</param>
public sealed record CommandResult(CommandOutcome Outcome, int ExitCode, string Output)
{
    public bool Succeeded => Outcome == CommandOutcome.Exited && ExitCode == 0;

    /// <summary>The last line that says something.</summary>
    public string LastLine
    {
        get
        {
            var text = Output.AsSpan().TrimEnd();
            return text[(text.LastIndexOf('\n') + 1)..].Trim().ToString();
        }
    }

    /// <summary>In an operator's words.</summary>
    public string Text
    {
        get
        {
            var said = LastLine is { Length: > 0 } line ? $": {line}" : "";
            return Outcome switch
            {
                CommandOutcome.Exited when ExitCode == 0 => $"ended well{said}",
                CommandOutcome.Exited => $"failed with exit code {ExitCode}{said}",
                CommandOutcome.TimedOut => $"did not end in its time and was ended{said}",
                CommandOutcome.Killed => $"was ended, since it is not wanted any more{said}",
                _ => $"could not be started{said}",
            };
        }
    }
}

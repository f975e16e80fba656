namespace PowerController.Hosts.Commands;

/// <summary>The bounds of running commands, each with its reason.</summary>
public static class CommandLimits
{
    /// <summary>Of what a command prints the end is kept: there it says why it failed. Enough for a screenful, small enough to be kept for each.</summary>
    public const int OutputChars = 8192;

    /// <summary>A line is told as progress; nobody reads more of it.</summary>
    public const int LineChars = 400;

    /// <summary>From the request to end until the command is ended by force.</summary>
    public static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(5);

    /// <summary>A process that was ended by force is gone at once, unless the kernel holds it (a dead disk, say); then nobody waits for it.</summary>
    public static readonly TimeSpan AbandonAfter = TimeSpan.FromSeconds(2);

    /// <summary>What a command has printed is read to the end after it has ended, unless something that it left behind keeps the pipe open.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(500);
}

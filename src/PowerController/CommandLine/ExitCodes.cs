namespace PowerController.CommandLine;

/// <summary>What every command ends with.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The command did its work and found something wanting.</summary>
    public const int FoundWanting = 1;

    /// <summary>Wrong usage, or a configuration that cannot be used.</summary>
    public const int WrongUsage = 2;

    public const int NotReachable = 3;

    public const int NotAllowed = 4;
}

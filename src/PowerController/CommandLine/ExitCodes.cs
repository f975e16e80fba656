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

    /// <summary>A fault of its own ended a program that runs on and on; whatever watches over it starts it again.</summary>
    public const int Fault = 70;
}

namespace PowerController.Yaml;

/// <summary>What is read at most. A file beyond a limit is refused as a whole, with the limit and the reason.</summary>
internal static class Limits
{
    /// <summary>A site of 10,000 UPSes written out in full has about 3 MB; a larger file is the wrong file.</summary>
    public const int FileBytes = 4 * 1024 * 1024;

    /// <summary>Reading and binding recurse once a level: groups nest a few levels deep, and the stack must never decide.</summary>
    public const int Depth = 48;

    /// <summary>Memory: a node costs about 100 bytes, so a file of two-character nodes stays below 50 MB.</summary>
    public const int Nodes = 400_000;

    /// <summary>The longest text anybody writes is a script of a few hundred lines.</summary>
    public const int ScalarCharacters = 65_536;

    /// <summary>Keys are compared with each other by edit distance, which costs length times length.</summary>
    public const int KeyCharacters = 128;

    /// <summary>A list that a person reads; the rest is counted.</summary>
    public const int Errors = 100;

    /// <summary>Enough of a wrong value to find it again.</summary>
    public const int ShownCharacters = 60;
}

using System.CommandLine;

namespace PowerController.CommandLine;

/// <summary>The directory of what the program keeps: journal, history, messages not yet delivered.</summary>
internal static class StatePlace
{
    /// <summary>Where the installed program keeps it.</summary>
    private const string Installed = "/var/lib/powercontroller";

    /// <summary>systemd sets it for a unit with StateDirectory=.</summary>
    private const string OfUnit = "STATE_DIRECTORY";

    /// <summary>`--state`, which every command has that reads or writes it.</summary>
    public static Option<string?> Option { get; } = new("--state")
    {
        Description = $"Directory of the program's state (default: ${OfUnit}, or {Installed})",
        HelpName = "DIR",
    };

    public static string Of(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is { } asked)
            return asked;
        if (Environment.GetEnvironmentVariable(OfUnit) is { Length: > 0 } unit)
            return unit.Split(':')[0];
        return Installed;
    }
}

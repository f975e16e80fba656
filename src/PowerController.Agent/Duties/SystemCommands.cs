using System.Collections.Immutable;
using PowerController.Model.Sites;

namespace PowerController.Agent.Duties;

/// <summary>The commands that are shipped for each kind of operating system, where the configuration gives none.</summary>
/// <remarks>The last way of each is the rough one: it is only reached when the others have failed.</remarks>
public static class SystemCommands
{
    public static ImmutableArray<CommandLine> Stop(bool isWindows) => isWindows
        ? Lines("shutdown.exe /s /f /t 0 /d p:6:12", "shutdown.exe /p /f")
        : Lines("systemctl poweroff", "shutdown -h now", "systemctl poweroff --force");

    public static ImmutableArray<CommandLine> Reboot(bool isWindows) => isWindows
        ? Lines("shutdown.exe /r /f /t 0 /d p:6:12")
        : Lines("systemctl reboot", "shutdown -r now", "systemctl reboot --force");

    private static ImmutableArray<CommandLine> Lines(params string[] texts) => [.. texts.Select(CommandLine.Parse)];
}

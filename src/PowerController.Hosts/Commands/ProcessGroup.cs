using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PowerController.Hosts.Commands;

/// <summary>A command and all that it has started: ended together, or what it left behind would go on at night with nobody looking.</summary>
internal static partial class ProcessGroup
{
    private const int Terminate = 15;

    private const int ForceKill = 9;

    /// <summary>Makes what it starts the leader of a new group, in its own place; null where there is none, then the tree of processes is ended instead.</summary>
    public static string? Starter { get; } = OperatingSystem.IsWindows() ? null : ProgramFinder.Find("setsid", out _);

    /// <summary>Asks it to end.</summary>
    public static void Ask(Process process)
    {
        // Windows knows no such request for a program without a window.
        if (Starter is not null)
            Signal(process, Terminate);
        else
            Kill(process);
    }

    public static void Kill(Process process)
    {
        if (Starter is not null)
            Signal(process, ForceKill);
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }

    private static void Signal(Process process, int signal)
    {
        // Its starter becomes the leader a moment after it was started; until then only the process itself can be reached.
        if (SendSignal(-process.Id, signal) != 0)
            _ = SendSignal(process.Id, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}

using System.Globalization;

namespace PowerController.Hosts.Memory;

/// <summary>What tells one start of the operating system from another.</summary>
public static class SystemIdentity
{
    private const string KernelsOwn = "/proc/sys/kernel/random/boot_id";

    /// <summary>Where the kernel gives none, the moment of the start stands for it; clocks are set by less than this while a system runs.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(10);

    /// <summary>The kernel's name for its present start.</summary>
    public static string Of(TimeProvider time)
    {
        try
        {
            return File.ReadAllText(KernelsOwn).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            var started = time.GetUtcNow() - TimeSpan.FromMilliseconds(Environment.TickCount64);
            return string.Create(CultureInfo.InvariantCulture, $"at-{started.Ticks / Grain.Ticks}");
        }
    }
}

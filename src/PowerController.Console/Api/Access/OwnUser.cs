using System.Runtime.InteropServices;

namespace PowerController.Console.Api.Access;

/// <summary>The user this program runs as.</summary>
internal static partial class OwnUser
{
    /// <summary>Null where users have no numbers.</summary>
    public static uint? Id { get; } = OperatingSystem.IsWindows() ? null : EffectiveUser();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}

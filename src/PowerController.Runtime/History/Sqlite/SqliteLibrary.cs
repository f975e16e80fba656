using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace PowerController.Runtime.History.Sqlite;

/// <summary>Which SQLite is used: the system's where it is there and not older than the one that comes along, because the system's is kept patched.</summary>
internal static class SqliteLibrary
{
    /// <summary>What the provider's imports are called.</summary>
    private const string Imported = "e_sqlite3";

    /// <summary>The version that comes along, as the library counts: 3.33.0. An older one of the system is passed over.</summary>
    private const int OldestUseful = 3_033_000;

    private static readonly Lazy<string> _version = new(Load);

    /// <summary>Must be called before anything else of the library; the version that is used.</summary>
    public static string Ready() => _version.Value;

    private static string Load()
    {
        var provider = new SQLite3Provider_e_sqlite3();
        NativeLibrary.SetDllImportResolver(provider.GetType().Assembly, Resolve);
        raw.SetProvider(provider);
        raw.FreezeProvider();
        return raw.sqlite3_libversion().utf8_to_string();
    }

    // Zero leaves it to the runtime, which finds the one that comes along.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (!string.Equals(name, Imported, StringComparison.Ordinal))
            return 0;
        foreach (var candidate in OfSystem())
        {
            if (!NativeLibrary.TryLoad(candidate, out var library))
                continue;
            if (VersionOf(library) >= OldestUseful)
                return library;
            NativeLibrary.Free(library);
        }

        return 0;
    }

    private static IEnumerable<string> OfSystem()
    {
        if (OperatingSystem.IsLinux())
            return ["libsqlite3.so.0"];
        if (OperatingSystem.IsWindows() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
            return ["winsqlite3.dll"];
        return OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib"] : [];
    }

    private static int VersionOf(nint library) => NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var address)
        ? Marshal.GetDelegateForFunctionPointer<VersionNumber>(address)()
        : 0;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}

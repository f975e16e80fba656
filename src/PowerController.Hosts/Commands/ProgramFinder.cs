namespace PowerController.Hosts.Commands;

/// <summary>Where a program is, looked for before it is started: so that what is missing is said in plain words.</summary>
internal static class ProgramFinder
{
    /// <summary>A service may start without a path; what administrators' tools need is looked through all the same.</summary>
    private static readonly string[] UsualPlaces = OperatingSystem.IsWindows() ? [] : ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    private static readonly string[] Endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];

    public static string? Find(string name, out string? problem)
    {
        problem = null;
        if (name.Contains('/', StringComparison.Ordinal) || (OperatingSystem.IsWindows() && name.Contains('\\', StringComparison.Ordinal)))
        {
            if (Endings.Select(ending => name + ending).FirstOrDefault(File.Exists) is not { } given)
                problem = $"there is no {name} on this host";
            else if (!MayRun(given))
                problem = $"{name} is there, but may not be run";
            else
                return given;
            return null;
        }

        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(UsualPlaces);
        foreach (var place in places)
        {
            foreach (var ending in Endings)
            {
                var path = Path.Combine(place, name + ending);
                if (File.Exists(path) && MayRun(path))
                    return path;
            }
        }

        problem = $"there is no program {name} on this host";
        return null;
    }

    private static bool MayRun(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None;
}

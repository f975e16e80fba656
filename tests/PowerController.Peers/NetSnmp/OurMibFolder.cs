namespace PowerController.Peers.NetSnmp;

/// <summary>A place where net-snmp finds our MIB and what it imports, and nothing else.</summary>
internal static class OurMibFolder
{
    public static Dictionary<string, string> Environment(NetSnmpTools tools)
    {
        var root = Root();
        foreach (var module in Directory.GetFiles(Path.Combine(root, "tests", "PowerController.Peers", "Mibs", "Base")))
            File.Copy(module, Path.Combine(tools.Folder, Path.GetFileName(module)), overwrite: true);
        File.Copy(Path.Combine(root, "mibs", "POWER-CONTROLLER-MIB.txt"), Path.Combine(tools.Folder, "POWER-CONTROLLER-MIB"), overwrite: true);
        return new Dictionary<string, string>(tools.Environment) { ["MIBS"] = "POWER-CONTROLLER-MIB", ["MIBDIRS"] = tools.Folder };
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "PowerController.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }
}

using PowerController.Peers.Processes;
using PowerController.Snmp.Security;

namespace PowerController.Peers.NetSnmp;

/// <summary>net-snmp's command line, its words for our protocols, and a place where it finds no configuration but ours.</summary>
internal sealed class NetSnmpTools : IDisposable
{
    public const string AuthPassword = "authentication password";
    public const string PrivPassword = "privacy password";

    public NetSnmpTools()
    {
        // The tools say on their output when they have to make these.
        Directory.CreateDirectory(Path.Combine(Folder, "state", "cert_indexes"));
        Directory.CreateDirectory(Path.Combine(Folder, "state", "mib_indexes"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("powercontroller-netsnmp-").FullName;

    /// <summary>Every combination of protocols that net-snmp has; the first has none.</summary>
    public static (AuthProtocol Auth, PrivProtocol Priv)[] Combinations { get; } =
        [(AuthProtocol.None, PrivProtocol.None), .. from auth in Enum.GetValues<AuthProtocol>() where auth != AuthProtocol.None from priv in Enum.GetValues<PrivProtocol>() select (auth, priv)];

    public Dictionary<string, string> Environment => new() { ["SNMPCONFPATH"] = Folder, ["SNMP_PERSISTENT_DIR"] = Path.Combine(Folder, "state"), ["MIBS"] = "", ["MIBDIRS"] = Folder };

    public static TheoryData<AuthProtocol, PrivProtocol> AsTheory()
    {
        TheoryData<AuthProtocol, PrivProtocol> data = [];
        foreach ((AuthProtocol auth, PrivProtocol priv) in Combinations) data.Add(auth, priv);
        return data;
    }

    public static string UserName(AuthProtocol auth, PrivProtocol priv) => $"{auth}-{priv}";

    public static UsmUser User(AuthProtocol auth, PrivProtocol priv) => new(UserName(auth, priv), auth, auth == AuthProtocol.None ? "" : AuthPassword, priv, priv == PrivProtocol.None ? "" : PrivPassword);

    /// <summary>Each user once: making one hashes megabytes.</summary>
    public static IEnumerable<UsmUser> AllUsers { get; } = [.. Combinations.Select(c => User(c.Auth, c.Priv))];

    public static string Word(AuthProtocol auth) => auth switch
    {
        AuthProtocol.Md5 => "MD5",
        AuthProtocol.Sha1 => "SHA",
        AuthProtocol.Sha224 => "SHA-224",
        AuthProtocol.Sha256 => "SHA-256",
        AuthProtocol.Sha384 => "SHA-384",
        _ => "SHA-512",
    };

    public static string Word(PrivProtocol priv) => priv switch
    {
        PrivProtocol.Des => "DES",
        PrivProtocol.Aes128 => "AES",
        PrivProtocol.Aes192 => "AES-192",
        PrivProtocol.Aes256 => "AES-256",
        PrivProtocol.Aes192Cisco => "AES-192-C",
        _ => "AES-256-C",
    };

    /// <summary>The level as net-snmp's access configuration calls it.</summary>
    public static string Level(AuthProtocol auth, PrivProtocol priv) => priv != PrivProtocol.None ? "priv" : auth != AuthProtocol.None ? "auth" : "noauth";

    public static IEnumerable<string> Arguments(AuthProtocol auth, PrivProtocol priv)
    {
        string level = priv != PrivProtocol.None ? "authPriv" : auth != AuthProtocol.None ? "authNoPriv" : "noAuthNoPriv";
        List<string> arguments = ["-v3", "-u", UserName(auth, priv), "-l", level];
        if (auth != AuthProtocol.None) arguments.AddRange(["-a", Word(auth), "-A", AuthPassword]);
        if (priv != PrivProtocol.None) arguments.AddRange(["-x", Word(priv), "-X", PrivPassword]);
        return arguments;
    }

    /// <summary>A line that makes a user for snmpd or snmptrapd.</summary>
    public static string CreateUser(AuthProtocol auth, PrivProtocol priv, string engine = "")
    {
        string line = $"createUser {(engine.Length > 0 ? $"-e 0x{engine} " : "")}{UserName(auth, priv)}";
        if (auth != AuthProtocol.None) line += $" {Word(auth)} \"{AuthPassword}\"";
        return priv == PrivProtocol.None ? line : line + $" {Word(priv)} \"{PrivPassword}\"";
    }

    public Task<string> RunAsync(string tool, params IEnumerable<string> arguments) => PeerProcess.RunAsync("/usr/bin/" + tool, arguments, Environment);

    public string Write(string name, IEnumerable<string> lines)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

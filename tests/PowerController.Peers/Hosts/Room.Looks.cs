using System.Globalization;
using System.Text;
using PowerController.Peers.Processes;

namespace PowerController.Peers.Hosts;

/// <summary>What the room's programs know, as people see it and as their journals have it.</summary>
internal sealed partial class Room
{
    /// <summary>What `powerctl status` prints on a terminal's host.</summary>
    public string Status(string terminal)
    {
        using var asked = PeerProcess.Start("nsenter", ["-t", _terminals[terminal].Id.ToString(CultureInfo.InvariantCulture), "-m", "-n", "dotnet", ProgramPath(), "status"]);
        asked.WaitForExitAsync().GetAwaiter().GetResult();
        return asked.Output;
    }

    /// <summary>By what `powerctl status` prints: every node runs in its cluster, every disk is warm, and no run is open.</summary>
    public bool IsWhole(string terminal)
    {
        var lines = Status(terminal).Split('\n');
        return Site.Nodes.All(node => Shows(node.Name, "normal")) && Site.Disks.All(disk => Shows(disk.Name, "warm")) && !lines.Any(line => line.StartsWith("Run ", StringComparison.Ordinal));

        bool Shows(string name, string state) => lines.Any(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, .. var rest] && first == name && rest.Contains(state));
    }

    /// <summary>The terminal has in its journal that a shutdown is decided, by the word of the one that leads. It is only looked for: to replay a journal takes a busy machine longer than a stop does.</summary>
    public bool HasHeardOfShutdown(string terminal) =>
        Directory.EnumerateFiles(Path.Combine(State(terminal), "journal")).Any(segment => Encoding.Latin1.GetString(File.ReadAllBytes(segment)).Contains("\"CommittedAt\":", StringComparison.Ordinal));
}

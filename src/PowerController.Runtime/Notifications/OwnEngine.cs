using System.Globalization;
using PowerController.Snmp.Agent;

namespace PowerController.Runtime.Notifications;

/// <summary>This host's SNMP engine, for its traps and its agent. How often it has started is kept: managers distrust an engine whose count goes back.</summary>
public static class OwnEngine
{
    private const string FileName = "snmp-engine-boots";

    public static SnmpEngine Start(string stateDirectory, string site, string host, TimeProvider time)
    {
        var path = Path.Combine(stateDirectory, FileName);
        var boots = 1;
        try
        {
            if (File.Exists(path) && int.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var before) && before < int.MaxValue)
                boots = before + 1;
            File.WriteAllText(path + ".new", boots.ToString(CultureInfo.InvariantCulture));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without the count the seconds since 1970 grow as well; a manager sees an engine that has started often.
            boots = (int)Math.Min(int.MaxValue - 1, time.GetUtcNow().ToUnixTimeSeconds());
        }

        return new SnmpEngine(SnmpEngine.IdFrom($"powercontroller {site} {host}"), boots, time);
    }
}

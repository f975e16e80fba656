using System.Globalization;

namespace PowerController.Console.Api.Access;

/// <summary>Names of this machine's users and groups, from its own files. Directories on the network are not asked: they may be down with the site,
/// and the question would hang just then.</summary>
internal sealed class Accounts(string passwd = "/etc/passwd", string group = "/etc/group")
{
    /// <summary>`uid 1000` where the files know no name.</summary>
    public string UserName(uint user) => NameOf(passwd, user) ?? string.Create(CultureInfo.InvariantCulture, $"uid {user}");

    public bool IsUser(string written, uint user) => Is(passwd, written, user);

    public bool IsGroup(string written, uint id) => Is(group, written, id);

    private static bool Is(string file, string written, uint id) =>
        uint.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number == id
            : string.Equals(NameOf(file, id), written, StringComparison.Ordinal);

    // Both files have the name first and the number third.
    private static string? NameOf(string file, uint id)
    {
        try
        {
            if (new FileInfo(file).Length > Limits.AccountFileBytes)
                return null;
            foreach (var line in File.ReadLines(file))
            {
                var parts = line.Split(':');
                if (parts.Length > 2 && uint.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == id)
                    return parts[0];
            }

            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

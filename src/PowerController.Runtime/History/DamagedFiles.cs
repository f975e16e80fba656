using System.Globalization;

namespace PowerController.Runtime.History;

/// <summary>Moves a damaged history out of the way. People may save something from it; of many only the newest are kept.</summary>
internal static class DamagedFiles
{
    private const string Mark = ".damaged-";

    public static string SetAside(string path, DateTimeOffset now)
    {
        var place = path + Mark + now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        File.Move(path, place, overwrite: true);
        foreach (var beside in new[] { "-wal", "-shm" })
        {
            if (File.Exists(path + beside))
                File.Move(path + beside, place + beside, overwrite: true);
        }

        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var older = Directory.GetFiles(directory, Path.GetFileName(path) + Mark + "*")
            .Where(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal))
            .OrderDescending(StringComparer.Ordinal)
            .Skip(Limits.DamagedFiles);
        foreach (var file in older)
        {
            File.Delete(file);
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
        }

        return place;
    }
}

namespace PowerController.Runtime.Configuration.Init;

/// <summary>Puts a new site.yaml into a directory.</summary>
public static class InitFile
{
    /// <summary>Writes the file; null, or why it was not written. An existing file stays as it is unless <paramref name="replace"/> says otherwise.</summary>
    public static string? Save(string directory, string text, bool replace)
    {
        var path = Path.Combine(directory, SiteConfiguration.FileName);
        var fresh = path + ".new";
        try
        {
            if (File.Exists(directory))
                return $"{directory} is a file. Name a directory for the configuration.";
            Directory.CreateDirectory(directory);

            // Written whole beside its place and then moved there: a full disk leaves no half of a configuration.
            File.WriteAllText(fresh, text);
            File.Move(fresh, path, replace);
            return null;
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            File.Delete(fresh);
            return $"{path} exists and stays as it is. Name another directory, or say that it may be replaced.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{path} could not be written: {failure.Message} Check the path, the rights and the disk.";
        }
    }
}

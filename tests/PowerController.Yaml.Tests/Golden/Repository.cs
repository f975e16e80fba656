using System.Runtime.CompilerServices;

namespace PowerController.Yaml.Tests.Golden;

/// <summary>Where the sources are: samples and golden files are read from there, and written there when they are refreshed.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>`UPDATE_GOLDEN=1 tests/run --fast` makes tests rewrite the files they compare with; the difference is then to be read.</summary>
    public static bool Refreshing => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1";

    public static string At(string relative) => Path.Combine(Root, relative);

    private static string Find([CallerFilePath] string here = "")
    {
        for (var at = Path.GetDirectoryName(here); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "PowerController.sln")))
                return at;
        }

        throw new InvalidOperationException("PowerController.sln is not found above " + here);
    }
}

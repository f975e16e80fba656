namespace PowerController.Console.Tests.Desk;

/// <summary>Where the files of the repository are, seen from a test.</summary>
internal static class Repository
{
    private static readonly string _root = Find(AppContext.BaseDirectory);

    public static string Path(params string[] parts) => System.IO.Path.Combine([_root, .. parts]);

    private static string Find(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "PowerController.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException($"{directory} is not within the repository.");
    }
}

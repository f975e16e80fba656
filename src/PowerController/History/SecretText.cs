using PowerController.CommandLine;
using PowerController.Model.Sites;

namespace PowerController.History;

/// <summary>A secret of the configuration, read where it is kept.</summary>
internal static class SecretText
{
    public static string Read(SecretSource source, LoadedSite loaded) => source switch
    {
        SecretFile file => File.ReadAllText(Path.Combine(loaded.Origin, file.Path)).TrimEnd('\r', '\n'),
        SecretVariable variable => Environment.GetEnvironmentVariable(variable.Name)
            ?? throw new IOException($"the environment has no {variable.Name}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

using System.CommandLine;
using PowerController.CommandLine;
using PowerController.Devices.Profiles;

namespace PowerController.Diagnosis;

/// <summary>Options of commands that read cards by device profiles.</summary>
internal sealed class ProfileOptions
{
    private readonly Option<string?> _directory = new("--profiles") { Description = "Directory with device profiles of your own", HelpName = "DIR" };
    private readonly Option<string?> _profile = new("--profile") { Description = "The device profile to use instead of identifying the card", HelpName = "NAME" };

    public void AddTo(Command command, bool one)
    {
        command.Add(_directory);
        if (one)
            command.Add(_profile);
    }

    public string? Profile(ParseResult parsed) => parsed.GetValue(_profile);

    /// <summary>The profiles, or null after the error stream says what is wrong with them.</summary>
    public ProfileLibrary? Library(ParseResult parsed, Screen screen)
    {
        var directory = parsed.GetValue(_directory);
        if (directory is not null && !Directory.Exists(directory))
        {
            screen.Refuse($"--profiles: there is no directory '{directory}'.");
            return null;
        }

        var library = directory is null ? ProfileLibrary.BuiltIn : ProfileLibrary.WithDirectory(directory);
        foreach (var error in library.Errors)
            screen.Error.WriteLine(error.ToString());
        if (library.Errors.Length > 0)
            return null;
        if (parsed.GetValue(_profile) is { } wanted && !library.Profiles.ContainsKey(wanted))
        {
            screen.Refuse($"--profile: there is no profile '{wanted}'.{Suggestion.DidYouMean(wanted, library.Profiles.Keys)} There are {string.Join(", ", library.Profiles.Keys)}.");
            return null;
        }

        return library;
    }
}

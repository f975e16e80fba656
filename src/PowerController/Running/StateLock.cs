namespace PowerController.Running;

/// <summary>One program at a time works in a state directory: two would write one journal.</summary>
internal sealed class StateLock : IDisposable
{
    private const string FileName = "lock";

    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <summary>The lock; otherwise the problem, in an operator's words.</summary>
    public static StateLock? Take(string directory, out string? problem)
    {
        problem = null;
        try
        {
            Directory.CreateDirectory(directory);
            return new StateLock(new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            problem = $"The state directory {directory} cannot be written by this user. Run as the program's own user, or name another directory with --state.";
        }
        catch (IOException busy) when (Directory.Exists(directory) && File.Exists(Path.Combine(directory, FileName)))
        {
            problem = $"Another PowerController already runs with the state directory {directory} ({busy.Message}) Stop it first, or name another directory with --state.";
        }
        catch (IOException refused)
        {
            problem = $"The state directory {directory} cannot be used: {refused.Message} Name another one with --state.";
        }

        return null;
    }

    public void Dispose() => _file.Dispose();
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PowerController.Coordination.Keys;
using PowerController.Coordination.Sealing;
using PowerController.Hosts.Memory;
using PowerController.Model.Sites;

namespace PowerController.Hosts.Keys;

/// <summary>A key file that was made or changed.</summary>
/// <param name="What">`group`, `own` or `pinned`.</param>
/// <param name="Host">Of an own key.</param>
/// <param name="Fingerprint">Names the key; empty for the pinned keys.</param>
public sealed record KeyFileMade(string What, string? Host, string Path, string Fingerprint);

/// <param name="Advice">What the operator does next.</param>
/// <param name="Problem">Why nothing was done, or no more; null when all was.</param>
public sealed record KeyWork(ImmutableArray<KeyFileMade> Made, string Advice, string? Problem);

/// <summary>Makes and changes the key files of a site in one directory. Nothing that is there is ever overwritten but by a step of a rotation.</summary>
public sealed class KeyMaking(KeyPlaces places, TimeProvider time)
{
    private readonly ImmutableArray<KeyFileMade>.Builder _made = ImmutableArray.CreateBuilder<KeyFileMade>();

    /// <summary>Whatever the site still lacks: the group key, an own key for each control terminal, and the file of pinned keys.</summary>
    public KeyWork MakeMissing(Site site) => Tried(() =>
    {
        if (MakeGroup() is { } refused)
            return refused;
        if (ReadPinned(out var problem) is not { } pinned)
            return problem;
        var before = pinned;
        foreach (var terminal in site.Terminals)
        {
            var path = places.Own(terminal.Name);
            TerminalKeys? own;
            if (File.Exists(path))
            {
                own = KeyFiles.ReadOwn(path, terminal.Name, out problem);
            }
            else if (pinned.Keys.Any(key => key.Host == terminal.Name))
            {
                // It was made here or on the terminal itself, and lies there now.
                continue;
            }
            else
            {
                own = TerminalKeys.New(terminal.Name, RandomNumberGenerator.GetBytes(TerminalKeys.RandomBytes), time.GetUtcNow());
                Write(path, own.Format(), new KeyFileMade("own", terminal.Name, path, own.Present.Fingerprint));
            }

            if (own is null)
                return problem;
            pinned = pinned.With(own);
        }

        WritePinned(before, pinned);
        return null;
    });

    /// <summary>The next step of a change of the group key.</summary>
    public KeyWork RotateGroup() => Tried(() =>
    {
        if (places.Group is not SecretFile file)
            return "The group key is not in a file that could be changed; it is rotated where its variable is set.";
        if (KeyFiles.ReadGroup(places, out var problem) is not { } keys)
            return problem;
        var step = keys.Rotate(RandomNumberGenerator.GetBytes(SiteKeys.GroupKeyBytes), time.GetUtcNow());
        Write(file.Path, step.Keys.Format(), new KeyFileMade("group", null, file.Path, step.Keys.Present.Fingerprint));
        Advice = step.Advice;
        return null;
    });

    /// <summary>The next step of a change of a host's own key; the pinned keys follow.</summary>
    public KeyWork RotateOwn(string host) => Tried(() =>
    {
        var path = places.Own(host);
        if (KeyFiles.ReadOwn(path, host, out var problem) is not { } keys || ReadPinned(out problem) is not { } pinned)
            return problem;
        var step = keys.Rotate(RandomNumberGenerator.GetBytes(TerminalKeys.RandomBytes), time.GetUtcNow());
        // First who believes, then who signs: between the two nothing is signed by a key that nobody knows.
        WritePinned(pinned, pinned.With(step.Keys));
        Write(path, step.Keys.Format(), new KeyFileMade("own", host, path, step.Keys.Present.Fingerprint));
        Advice = step.Advice;
        return null;
    });

    /// <summary>Takes a host's public keys up that were made elsewhere.</summary>
    public KeyWork Pin(string ownKeyFile) => Tried(() =>
    {
        if (KeyFiles.ReadOwn(ownKeyFile, out var problem) is not { } own || ReadPinned(out problem) is not { } pinned)
            return problem;
        WritePinned(pinned, pinned.With(own));
        return null;
    });

    private string Advice { get; set; } = "";

    private string? MakeGroup()
    {
        if (places.Group is not SecretFile file)
            return KeyFiles.ReadGroup(places, out var missing) is null ? missing : null;
        if (File.Exists(file.Path))
            return KeyFiles.ReadGroup(places, out var problem) is null ? problem : null;
        var keys = GroupKeys.New(RandomNumberGenerator.GetBytes(SiteKeys.GroupKeyBytes), time.GetUtcNow());
        Write(file.Path, keys.Format(), new KeyFileMade("group", null, file.Path, keys.Present.Fingerprint));
        return null;
    }

    private PinnedKeys? ReadPinned(out string? problem)
    {
        problem = null;
        return File.Exists(places.Pinned) ? KeyFiles.ReadPinned(places.Pinned, out problem) : PinnedKeys.None;
    }

    private void WritePinned(PinnedKeys before, PinnedKeys pinned)
    {
        var text = pinned.Format();
        if (!File.Exists(places.Pinned) || !string.Equals(text, before.Format(), StringComparison.Ordinal))
            Write(places.Pinned, text, new KeyFileMade("pinned", null, places.Pinned, ""));
    }

    private void Write(string path, string text, KeyFileMade made)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        StateFile.Write(path, Encoding.UTF8.GetBytes(text));
        _made.Add(made);
    }

    private KeyWork Tried(Func<string?> work)
    {
        string? problem;
        try
        {
            problem = work();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problem = $"A key file cannot be written: {refused.Message}";
        }

        var made = _made.ToImmutable();
        _made.Clear();
        return new KeyWork(made, Advice, problem);
    }
}

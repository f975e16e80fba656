using System.Diagnostics;
using System.Net;
using PowerController.Devices.Drivers;
using PowerController.Hosts.Starting;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Sites;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Readings;
using PowerController.Runtime.Reloading;

namespace PowerController.Running;

/// <summary>Reads the secrets that a configuration names, when they are needed.</summary>
internal sealed class SecretReader(string directory)
{
    public string Read(SecretSource source) => source switch
    {
        SecretFile file => ReadFile(Path.GetFullPath(file.Path, Path.GetFullPath(directory))),
        SecretVariable variable => Environment.GetEnvironmentVariable(variable.Name) ?? throw new ArgumentException($"The environment variable {variable.Name} is not set.", nameof(source)),
        _ => throw new UnreachableException(),
    };

    /// <summary>Null when it is not there.</summary>
    public string? TryRead(SecretSource source)
    {
        try
        {
            return Read(source);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The file that holds it; null when it is in none, or the file is not there.</summary>
    public string? FileOf(SecretSource source) =>
        source is SecretFile file && Path.GetFullPath(file.Path, Path.GetFullPath(directory)) is var path && File.Exists(path) ? path : null;

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"The secret in {path} cannot be read: {refused.Message}", nameof(path), refused);
        }
    }
}

/// <summary>The host of this terminal, stopped by a command.</summary>
internal sealed class OwnHost(string? command, SiteLoop loop) : IOwnHost
{
    public const string UsualCommand = "/sbin/shutdown -h now";

    public void Stop(StopTerminal effect)
    {
        var line = CommandLineOf(command ?? UsualCommand);
        loop.Tell(new Said(DiaryKind.Program, Urgency.Alarm, effect.Terminal, $"this terminal's host is stopped: {effect.Reason}"));
        try
        {
            using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { UseShellExecute = false });
        }
        catch (Exception refused) when (refused is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            loop.Tell(new Said(DiaryKind.Program, Urgency.Alarm, effect.Terminal, $"'{string.Join(' ', line)}' could not be run: {refused.Message}"));
        }
    }

    private static string[] CommandLineOf(string text) => [.. Model.Sites.CommandLine.Parse(text).Words];
}

/// <summary>An address of loopback answers whatever becomes of the node that is said to have it: that is no sign of life.</summary>
internal sealed class NotLoopback(IReach real) : IReach
{
    public Task<bool> AnswersAsync(string address, CancellationToken cancellationToken) =>
        IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip) ? Task.FromResult(false) : real.AnswersAsync(address, cancellationToken);
}

/// <summary>What the desk needs of the rest.</summary>
/// <param name="reload">Null where there are no files to read again.</param>
internal sealed class DeskHelp(UpsWatch watch, Func<SiteReload?> reload) : IDeskHelp
{
    public IUpsDriver? DriverOf(string ups) => watch.DriverOf(ups);

    public Task<Answer> ReloadAsync(string who, string from, CancellationToken cancellation) => reload() is { } again
        ? again.ReloadAsync(who, from, cancellation)
        : Task.FromResult(new Answer(false, "A simulated site is not read again while it is played: start the program anew."));
}

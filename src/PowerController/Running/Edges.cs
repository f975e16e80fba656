using System.Diagnostics;
using PowerController.Devices.Drivers;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Sites;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Effects;
using PowerController.Runtime.Loop;
using PowerController.Runtime.Readings;

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

/// <summary>Nothing but agents and outputs reaches the nodes.</summary>
internal sealed class NoReach(SiteLoop loop) : INodeReach
{
    public void Start(StartNode effect, Site site) =>
        loop.Post(new EffectFailed(loop.Clock.Now, effect.Id, FailureKind.NotSupported, $"{effect.Node} can only be started by its output"));

    public void Probe(ProbeNode effect, Site site) => loop.Post(new NodeProbed(loop.Clock.Now, effect.Node, ProbeAnswer.NoAnswer));

    public void Probe(ProbeDisk effect, Site site) =>
        loop.Post(new EffectFailed(loop.Clock.Now, effect.Id, FailureKind.NotSupported, "nothing can tell whether the disk is ready"));
}

/// <summary>What the desk needs of the rest.</summary>
internal sealed class DeskHelp(UpsWatch watch) : IDeskHelp
{
    public IUpsDriver? DriverOf(string ups) => watch.DriverOf(ups);

    public Task<Answer> ReloadAsync(string who, string from, CancellationToken cancellation) =>
        Task.FromResult(new Answer(false, "The site that is built in cannot be read again."));
}

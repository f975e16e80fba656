using System.Collections.Immutable;
using PowerController.Coordination.Stations;
using PowerController.Hosts.Life;
using PowerController.Model.Diary;
using PowerController.Model.Effects;
using PowerController.Model.Sites;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Configuration.Handover;
using PowerController.Runtime.Desk;
using PowerController.Runtime.Loop;

namespace PowerController.Runtime.Reloading;

/// <summary>What a reload needs of the rest.</summary>
/// <param name="Directory">Of the configuration.</param>
/// <param name="State">Where this host keeps which version it has.</param>
/// <param name="UseInCoordination">Puts the site in force there, or says why that cannot be.</param>
/// <param name="Started">The configuration the program was started with.</param>
public sealed record ReloadParts(
    string Directory, string State, SiteLoop Loop, IHostVoice Voice, Func<Site, string?> UseInCoordination, SiteConfiguration Started)
{
    /// <summary>Told of each configuration that was taken, for what is not part of the site; says what cannot be used of it.</summary>
    public Func<SiteConfiguration, IEnumerable<string>> Taken { get; init; } = _ => [];
}

/// <summary>Reads the configuration again, when asked or when its files have changed, and takes those that other hosts hand over: whole, or not at all.</summary>
public sealed class SiteReload : IDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private readonly ReloadParts _parts;
    private readonly ITimer _timer;
    private string _stamp;
    private string _settling = "";
    private SiteConfiguration _taken;

    public SiteReload(ReloadParts parts)
    {
        _parts = parts;
        _taken = parts.Started;
        _stamp = StampOf(parts.Directory);
        _timer = parts.Loop.Clock.Time.CreateTimer(_ => Look(), null, _look, _look);
    }

    /// <summary>Says to the other hosts what this one runs, and offers it to them.</summary>
    public void Announce(string digest)
    {
        var version = ConfigurationVersion.Of(_parts.State, digest, _parts.Loop.Clock.Time);
        var content = ConfigurationArchive.Pack(_parts.Directory, out var problem);
        if (problem is not null)
            Say(Urgency.Warning, problem);
        _parts.Voice.ConfigurationRuns(version, digest, content ?? []);
    }

    public async Task<Answer> ReloadAsync(string who, string from, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _stamp = StampOf(_parts.Directory);
            var load = SiteConfiguration.Load(_parts.Directory);
            if (load.Configuration is not { } configuration)
            {
                var errors = string.Join(" ", load.Errors.Take(3).Select(error => $"{error.At}: {error.Message}"));
                return Told(who, from, false, $"The configuration in {_parts.Directory} has {(load.Errors.Length == 1 ? "an error" : FormattableString.Invariant($"{load.Errors.Length} errors"))} and changes nothing. {errors}");
            }

            return await UseAsync(configuration, who, from).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Another host hands its configuration over. Returns at once.</summary>
    public void Take(TakeConfiguration taken) => _ = TakeAsync(taken);

    public void Dispose()
    {
        _timer.Dispose();
        _one.Dispose();
    }

    private async Task TakeAsync(TakeConfiguration taken)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            var intake = new ConfigurationIntake(_parts.Directory, _parts.State).Take(taken.Version, taken.From, taken.Content, Objection);
            _stamp = StampOf(_parts.Directory);
            if (intake.Configuration is { } configuration)
                await UseAsync(configuration, taken.From, "handed over").ConfigureAwait(false);
            else
                Say(Urgency.Alarm, intake.Problem!);
        }
#pragma warning disable CA1031 // The edge of one handing-over: whatever was wrong with it, the site goes on with what it has.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            Say(Urgency.Alarm, $"The configuration that {taken.From} hands over met a defect of the program: {defect.Message}");
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Answer> UseAsync(SiteConfiguration read, string who, string from)
    {
        var configuration = read with { Site = Deciders.Of(read.Site) };
        var state = _parts.Loop.View.State;
        var difference = string.Join("; ", SiteDifference.Of(_taken with { Site = state.Topology.Site }, configuration));
        if (string.Equals(configuration.Digest, state.Digest, StringComparison.Ordinal))
        {
            Use(configuration);
            return Told(who, from, true, difference.Length == 0 ? "The configuration is as it was." : $"The site is as it was; what follows it is changed: {difference}.");
        }

        if ((Objection(configuration.Site) ?? _parts.UseInCoordination(configuration.Site)) is { } against)
            return Told(who, from, false, $"The configuration changes nothing: {against}");
        await _parts.Loop.ChangeSiteAsync(configuration.Site, configuration.Digest).ConfigureAwait(false);
        Use(configuration);
        Announce(configuration.Digest);
        return Told(who, from, true, $"The configuration {configuration.Digest[..12]} is in force: {difference}.");
    }

    private void Use(SiteConfiguration configuration)
    {
        var before = _taken;
        _taken = configuration;
        if (before.Followers.History != configuration.Followers.History)
            Say(Urgency.Warning, "The history goes on as before: what is changed about it takes a restart.");
        if (before.Api with { Tokens = [], SocketRoles = [], WithoutToken = null } != configuration.Api with { Tokens = [], SocketRoles = [], WithoutToken = null })
            Say(Urgency.Warning, "The API is served where it was: another address, socket or certificate takes a restart.");
        foreach (var remark in _parts.Taken(configuration))
            Say(Urgency.Warning, remark);
    }

    private string? Objection(Site site) =>
        Deciders.Of(site).Terminals.Any(terminal => terminal.Name == Self) ? null : $"it has no control terminal {Self}, which this host is";

    /// <summary>The loop knows it once it has started; a leader may hand its configuration over before that.</summary>
    private string Self => _parts.Loop.View.State.Self ?? _parts.Voice.State.Entry.Name;

    private Answer Told(string who, string from, bool accepted, string text)
    {
        _parts.Loop.Tell(new Said(DiaryKind.Configuration, accepted ? Urgency.Information : Urgency.Warning, _parts.Loop.View.State.Topology.Site.Name, text, who, from));
        return new Answer(accepted, text);
    }

    private void Say(Urgency urgency, string text) =>
        _parts.Loop.Tell(new Said(DiaryKind.Configuration, urgency, _parts.Loop.View.State.Topology.Site.Name, text));

    // Files that are just being written are left alone until they have been the same for two looks.
    private void Look()
    {
        var stamp = StampOf(_parts.Directory);
        if (string.Equals(stamp, _stamp, StringComparison.Ordinal))
            return;
        if (string.Equals(stamp, _settling, StringComparison.Ordinal))
            _ = ReloadAsync("powerctl", "changed files", CancellationToken.None);
        _settling = stamp;
    }

    private static string StampOf(string directory)
    {
        try
        {
            return string.Join('\n', Directory.EnumerateFiles(directory, "*.yaml", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
                .Order(StringComparer.Ordinal)
                .Select(path => new FileInfo(path))
                .Select(file => FormattableString.Invariant($"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

using System.Collections.Immutable;
using PowerController.Agent.Clusters;
using PowerController.Hosts.Commands;
using PowerController.Hosts.Life;
using PowerController.Model.Effects;
using PowerController.Model.Readings;
using PowerController.Model.Sites;

namespace PowerController.Agent.Upses;

/// <summary>Asks the programs that watch this node's own UPSes, again and again, and says what they answer.</summary>
public sealed class OwnUpsWatch : IAsyncDisposable
{
    private static readonly ImmutableArray<CommandLine> Shipped = [CommandLine.Parse("upsc {ups}@localhost"), CommandLine.Parse("apcaccess -u")];

    private readonly CancellationTokenSource _closing = new();
    private readonly ICommandRunner _commands;
    private readonly HostClock _clock;
    private readonly OwnUpses _words;
    private readonly Action<Urgency, string> _tell;
    private readonly string _node;
    private readonly Dictionary<string, bool> _answers = new(StringComparer.Ordinal);
    private volatile Round _round;
    private Task _loop = Task.CompletedTask;

    /// <param name="tell">Where remarks for people go.</param>
    public OwnUpsWatch(Site site, string node, IHostVoice voice, ICommandRunner commands, Action<Urgency, string> tell)
    {
        (_node, _commands, _clock, _words, _tell) = (node, commands, voice.Clock, new OwnUpses(voice), tell);
        _round = Round.Of(site, node);
    }

    public void Start() => _loop = Task.Run(LoopAsync);

    /// <summary>Another configuration, from the next round on.</summary>
    public void Use(Site site) => _round = Round.Of(site, _node);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        try
        {
            await _loop.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _closing.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (!_closing.IsCancellationRequested)
            {
                var round = _round;
                foreach (var gone in _answers.Keys.Where(name => !round.Upses.Any(ups => ups.Name == name)).ToList())
                    Forget(gone);
                await Task.WhenAll(round.Upses.Select(AskAsync)).ConfigureAwait(false);
                await Task.Delay(round.Every, _clock.Time, _closing.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            // Whatever ends it: what was last read must not be repeated for ever as if it were so now.
            foreach (var name in _answers.Keys.ToList())
                Forget(name);
        }
    }

    private void Forget(string ups)
    {
        _answers.Remove(ups);
        _words.Say(ups, null);
    }

    private async Task AskAsync(OwnUpsDuty ups)
    {
        Reading? reading = null;
        var trouble = "";
        foreach (var command in ups.Ways)
        {
            var result = await _commands.RunAsync(new CommandRequest(command, Limits.UpsCommand, ClusterEye.Plain) { OutputChars = Limits.UpsChars }, null, _closing.Token).ConfigureAwait(false);
            reading = result.Succeeded ? UpsText.Read(result.Output) : null;
            if (reading is not null)
                break;
            trouble = result.Succeeded ? $"'{command}' does not say how it is" : $"'{command}' {result.Text}";
        }

        lock (_answers)
        {
            if (!_answers.TryGetValue(ups.Name, out var before) || before != reading is not null)
                _tell(reading is null ? Urgency.Warning : Urgency.Information, reading is null ? $"{ups.Name} cannot be read here: {trouble}" : $"{ups.Name} is read here");
            _answers[ups.Name] = reading is not null;
        }

        _words.Say(ups.Name, reading);
    }

    private sealed record Round(ImmutableArray<OwnUpsDuty> Upses, TimeSpan Every)
    {
        public static Round Of(Site site, string node) =>
            new(OwnUpsDuty.Of(site, node), site.Timing.PollInterval > Limits.UpsAskGap ? site.Timing.PollInterval : Limits.UpsAskGap);
    }

    /// <summary>A UPS that this node's agent reads.</summary>
    private sealed record OwnUpsDuty(string Name, ImmutableArray<CommandLine> Ways)
    {
        public static ImmutableArray<OwnUpsDuty> Of(Site site, string node)
        {
            var own = site.Nodes.FirstOrDefault(one => string.Equals(one.Name, node, StringComparison.Ordinal))?.Commands.OwnUps ?? [];
            return [.. site.Upses.Where(ups => ups.Connection is AgentConnection agent && string.Equals(agent.Node, node, StringComparison.Ordinal))
                .Select(ups => new OwnUpsDuty(ups.Name, [.. (own.IsEmpty ? Shipped : own).Select(way => Named(way, ups.Name))]))];
        }

        private static CommandLine Named(CommandLine way, string ups) => CommandLine.Of([.. way.Words.Select(word => word.Replace("{ups}", ups, StringComparison.Ordinal))]);
    }
}

using System.Collections.Immutable;
using PowerController.Decisions;
using PowerController.Model.Diary;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Units;
using PowerController.Runtime.Configuration;
using PowerController.Runtime.Snapshots;

namespace PowerController.Runtime.Following;

/// <summary>A running site as its followers see it: snapshots made by hand.</summary>
public sealed class FollowedSite : ISnapshotSource
{
    public const string Text =
        """
        site: followed
        build: single
        groups:
          - name: room
            upses:
              - { name: UPS1, simulated: {} }
              - { name: UPS2, simulated: {} }
            nodes:
              - { name: node1, address: 127.0.0.1, supply: UPS1 }
        terminals:
          - { name: terminal, node: node1 }
        """;

    private long _version;

    public FollowedSite(DateTimeOffset wall, string text = Text)
    {
        var load = SiteConfiguration.Parse(text, "site.yaml");
        Configuration = load.Configuration ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
        Current = Snapshot(wall, TimeSpan.FromSeconds(10), SiteState.Of(Configuration.Site, Configuration.Digest), _ => null);
    }

    public SiteConfiguration Configuration { get; }

    public SiteSnapshot Current { get; private set; }

    public static Reading OnMains(double load = 30) => new(
        OutputSource.Mains, Conditions.None, new Percent(100), TimeSpan.FromSeconds(1800), new Percent(load), new Watts(300), new Volts(101.2), new Hertz(50.02), new Volts(100.4), new Amperes(3.1), new Volts(54.25), new Celsius(24.5));

    public static Reading OnBattery(double charge = 80) => OnMains() with { Source = OutputSource.Battery, Charge = new Percent(charge), InputVoltage = new Volts(0) };

    /// <summary>The next snapshot: every UPS has just been heard with what is given for its position; null stands for silence.</summary>
    public void Hear(DateTimeOffset wall, Func<int, Reading?> readings) => Current = Snapshot(wall, Current.Now + TimeSpan.FromSeconds(60), Current.State, readings);

    /// <summary>The next snapshot with another state.</summary>
    public void Decide(SiteState state) => Current = Current with { Version = ++_version, State = state };

    /// <summary>The next snapshot with entries of the diary.</summary>
    public void Write(params DiaryEntry[] entries) => Current = Current with { Version = ++_version, Recent = [.. Current.Recent, .. entries] };

    private SiteSnapshot Snapshot(DateTimeOffset wall, TimeSpan now, SiteState state, Func<int, Reading?> readings) => new(
        ++_version, wall, now, Configuration.Site, Configuration.Digest, state with { Now = now },
        [.. Enumerable.Range(0, Configuration.Site.Upses.Length).Select(at => Figures(readings(at), now))], [], Current?.Recent ?? ImmutableArray<DiaryEntry>.Empty);

    private static UpsFigures Figures(Reading? reading, TimeSpan now) =>
        new(reading, reading is null ? null : now, "127.0.0.1:161", new UpsIdentity("Maker", "Model 3000", "S1", "1.0", "ups", "2024-01"));
}

using System.Collections.Immutable;
using PowerController.Model.Sites;
using PowerController.Model.Units;
using PowerController.Yaml.Binding;
using PowerController.Yaml.Reading;

namespace PowerController.Runtime.Configuration.Written;

/// <summary>What may be said of one UPS, or of many by default.</summary>
internal abstract record UpsFigures
{
    [Parameter(nameof(Parameters.ConfirmTime), NoDefault = true)]
    [Meaning("How long the UPS must be on battery before the power counts as failed; by default 30s where it feeds a disk, else 60s.")]
    public TimeSpan? ConfirmTime { get; init; }

    [Parameter(nameof(Parameters.ShutoffDelay))]
    public TimeSpan? ShutoffDelay { get; init; }

    [Parameter(nameof(Parameters.LowBatteryRunTime))]
    public TimeSpan? LowBatteryRunTime { get; init; }

    [Parameter(nameof(Parameters.MaximumRequiredDelay))]
    public TimeSpan? MaximumRequiredDelay { get; init; }

    [Parameter(nameof(Parameters.DiskProtectionTime))]
    public TimeSpan? DiskProtectionTime { get; init; }

    [Parameter(nameof(Parameters.ReturnCharge))]
    public Percent? ReturnCharge { get; init; }

    [Parameter(nameof(Parameters.UpperTransfer))]
    public Volts? UpperTransfer { get; init; }

    [Parameter(nameof(Parameters.LowerTransfer))]
    public Volts? LowerTransfer { get; init; }

    [Meaning("How easily it goes to battery.", Usual = "high")]
    public Sensitivity? Sensitivity { get; init; }

    [Meaning("When it beeps.", Usual = "timed")]
    public Beeper? Beeper { get; init; }

    [Parameter(nameof(Parameters.BeeperDelay))]
    public TimeSpan? BeeperDelay { get; init; }

    [Meaning("When it tests itself.", Usual = "every-two-weeks")]
    public SelfTestSchedule? SelfTest { get; init; }

    [Parameter(nameof(Parameters.SleepTime))]
    public TimeSpan? SleepTime { get; init; }

    [Parameter(nameof(Parameters.BatteryTemperatureMin))]
    public Celsius? BatteryTemperatureMin { get; init; }

    [Parameter(nameof(Parameters.BatteryTemperatureMax))]
    public Celsius? BatteryTemperatureMax { get; init; }

    [Parameter(nameof(Parameters.ExpectedRunTime), NoDefault = true)]
    public TimeSpan? ExpectedRunTime { get; init; }

    [Meaning("What the card does with a cut-off command while mains is good.", Usual = "graceful")]
    public CutOnMains? CutOnMains { get; init; }
}

[Noun("the defaults of UPSes")]
internal sealed record UpsDefaultsDocument : UpsFigures
{
    [Meaning("How SNMP cards let us in.")]
    public SnmpDefaultsDocument? Snmp { get; init; }
}

[Noun("a UPS")]
[OneOf(nameof(Snmp), nameof(Serial), nameof(Nut), nameof(Apcupsd), nameof(Agent), nameof(Simulated))]
internal sealed record UpsDocument : UpsFigures
{
    [NameRule, Meaning("Name of the UPS, unique over everything in the site; at most 8 characters where the card stores it.")]
    public required string Name { get; init; }

    [Meaning("What people should know about it.")]
    public string? Description { get; init; }

    [Meaning("It is reached by its network card, by SNMP.")]
    public SnmpDocument? Snmp { get; init; }

    [Meaning("It is reached by a serial line.")]
    public SerialDocument? Serial { get; init; }

    [Meaning("It is reached by a NUT server.")]
    public NutDocument? Nut { get; init; }

    [Meaning("It is reached by an apcupsd.")]
    public ApcupsdDocument? Apcupsd { get; init; }

    [Meaning("Name of the node whose agent reports it, by a program that already runs there.")]
    public Placed<string>? Agent { get; init; }

    [Meaning("It does not exist; for trying things out.")]
    public SimulatedDocument? Simulated { get; init; }

    [Meaning("It also feeds machines that are not part of the site, so it is cut only when its own power has failed.", Usual = false)]
    public bool? FeedsOthers { get; init; }

    [Count(0, Limits.OutletGroups, Reason = "A UPS has at most 64 outlet groups."), Meaning("Groups of outlets that it switches by themselves; as a source they are written UPS1/web.")]
    public ImmutableArray<OutletGroupDocument> OutletGroups { get; init; } = [];

    public YamlPosition At { get; init; }
}

[Noun("an outlet group")]
internal sealed record OutletGroupDocument
{
    [NameRule, Meaning("Name of the outlet group, unique within its UPS.")]
    public required Placed<string> Name { get; init; }

    [Range(1, 255), Meaning("The number the card knows it by.")]
    public required Placed<int> Index { get; init; }

    [Parameter(nameof(Parameters.ShutoffDelay), NoDefault = true)]
    [Meaning("Its own shutoff delay; by default that of the UPS.")]
    public TimeSpan? ShutoffDelay { get; init; }
}

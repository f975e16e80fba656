using System.Collections.Immutable;
using PowerController.Model.Events;
using PowerController.Model.Readings;

namespace PowerController.Simulator.Faults;

/// <summary>One thing that happens to a site in a night, at a moment of the world's time in milliseconds. The closed set of what can go wrong.</summary>
/// <remarks>It names things by their names, so that a script can be written by hand and read by anybody.</remarks>
public abstract record Happening
{
    private protected Happening(long at) => At = at;

    public long At { get; init; }

    /// <summary>How long it lasts, where it ends by itself.</summary>
    public virtual long Lasting => 0;
}

/// <summary>Mains of these UPSes is gone and comes back.</summary>
/// <param name="Volts">What is left of it; a brown-out is too little to feed on.</param>
public sealed record Outage(long At, ImmutableArray<string> Upses, long Lasts, int Volts = 0) : Happening(At)
{
    public override long Lasting => Lasts;
}

/// <summary>Mains is gone until something brings it back.</summary>
public sealed record MainsOff(long At, ImmutableArray<string> Upses) : Happening(At);

public sealed record MainsOn(long At, ImmutableArray<string> Upses) : Happening(At);

/// <summary>Mains goes and comes several times.</summary>
public sealed record Flapping(long At, ImmutableArray<string> Upses, int Times, long Off, long On) : Happening(At)
{
    public override long Lasting => Times * (Off + On);
}

public sealed record CardSilent(long At, string Ups, long Lasts) : Happening(At)
{
    public override long Lasting => Lasts;
}

/// <summary>What a card shows wrongly, or what is wrong with its battery.</summary>
public enum CardTrouble
{
    ReadsOff,
    Calibrates,
    TestsItself,
    BogusShortRunTime,
    BogusLongRunTime,
    LowBatteryOnMains,
    TooHot,
    TellsNoValues,
    Overload,
    Bypass,
    TellsNoState,
}

public sealed record CardMisreads(long At, string Ups, CardTrouble Trouble, long Lasts) : Happening(At)
{
    public override long Lasting => Lasts;

    internal Conditions Shows => Trouble switch
    {
        CardTrouble.Calibrates => Conditions.Calibrating,
        CardTrouble.TestsItself => Conditions.SelfTesting,
        CardTrouble.Overload => Conditions.Overload,
        CardTrouble.Bypass => Conditions.OtherAlarm,
        _ => Conditions.None,
    };
}

/// <summary>The battery loses this much of what it holds, and its charge goes on being shown as before.</summary>
public sealed record BatteryWorn(long At, string Ups, int LeftPercent) : Happening(At);

/// <summary>The card acknowledges this many cuts on mains and does nothing.</summary>
public sealed record IgnoresCuts(long At, string Ups, int Times) : Happening(At);

public sealed record RefusesCuts(long At, string Ups, int Times) : Happening(At);

/// <summary>The card runs another delay than it is told, and says so when read back.</summary>
public sealed record WrongDelay(long At, string Ups, int Percent) : Happening(At);

/// <summary>What is wrong with a node, until its power cycles.</summary>
public enum NodeTrouble
{
    HangsInClusterStop,
    FailsClusterStop,
    HangsInOsStop,
    HangsMutelyInOsStop,
    AgentDies,
    CrashesAndComesBack,
    CrashesAndStaysOff,
    HangsInBootOnce,
    FirmwareStaysOffOnce,
}

public sealed record NodeFails(long At, string Node, NodeTrouble Trouble) : Happening(At);

public sealed record MessagesLost(long At, long Lasts, int Permille) : Happening(At)
{
    public override long Lasting => Lasts;
}

public sealed record MessagesSlow(long At, long Lasts, long Slowest) : Happening(At)
{
    public override long Lasting => Lasts;
}

public sealed record MessagesDoubled(long At, long Lasts) : Happening(At)
{
    public override long Lasting => Lasts;
}

public sealed record NodeCutOff(long At, string Node, long Lasts) : Happening(At)
{
    public override long Lasting => Lasts;
}

public sealed record TerminalCutOff(long At, string Terminal, long Lasts) : Happening(At)
{
    public override long Lasting => Lasts;
}

/// <summary>The program of a terminal dies: at this moment, or in the middle of the n-th event after it, with this many of its effects carried out.</summary>
/// <param name="WallJump">By how much the wall clock is set before it starts again.</param>
public sealed record ControllerCrashes(long At, string Terminal, int AfterEvents, int EffectsOut, long DownFor, long WallJump) : Happening(At)
{
    public override long Lasting => DownFor;
}

/// <summary>Another terminal becomes master; the old one goes on believing it leads for some time.</summary>
public sealed record MasterChanges(long At, string Terminal, long OldHearsAfter) : Happening(At)
{
    public override long Lasting => OldHearsAfter;
}

/// <summary>The disk takes longer than it should from now on.</summary>
public sealed record DiskSlow(long At, string Disk, long SpinUp) : Happening(At);

public sealed record SomebodyAsks(long At, Request Request) : Happening(At);

/// <param name="ReturnAfter">For off: when to start again; below zero when the schedule itself will ask.</param>
public sealed record ScheduleAsks(long At, string Unit, bool On, long ReturnAfter) : Happening(At);

/// <summary>A new configuration is handed out: the same site with another remark in it.</summary>
public sealed record ConfigurationReplaced(long At) : Happening(At);

/// <summary>An administrator stops a node or a cluster by its own tools.</summary>
public sealed record AdministratorStops(long At, string Name, AdministratorStop Kind) : Happening(At);

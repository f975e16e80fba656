using PowerController.Model.Effects;
using PowerController.Model.Events;
using PowerController.Model.Readings;
using PowerController.Model.Runs;
using PowerController.Model.Sites;

namespace PowerController.Simulator.Worlds;

/// <summary>A control terminal: its host, its program with state and journal, and how far its effects have come.</summary>
internal sealed class TerminalModel(Terminal terminal, int position, int? onNode, SiteState beginning, int upses, int nodes)
{
    public Terminal Terminal { get; } = terminal;

    public int Position { get; } = position;

    /// <summary>The node it runs on; null when it stands apart.</summary>
    public int? OnNode { get; } = onNode;

    /// <summary>Its program runs.</summary>
    public bool Runs { get; set; }

    /// <summary>Its own host is up; meaningful where it stands apart.</summary>
    public bool HostInput { get; set; } = true;

    public bool Stopped { get; set; }

    /// <summary>It went down because its program died, while its host ran on.</summary>
    public bool OnlyProgramDied { get; set; }

    /// <summary>Rises with each start and crash: what was due for an earlier life is void.</summary>
    public int Life { get; set; }

    public SiteState State { get; set; } = beginning;

    /// <summary>What the journal begins with.</summary>
    public SiteState Beginning { get; } = beginning;

    /// <summary>What the program took in, where this night replays it.</summary>
    public List<PowerEvent> Journal { get; } = [];

    /// <summary>The journal's last moment, on its own clock; null while it is empty.</summary>
    public TimeSpan? JournalEnds { get; set; }

    /// <summary>The same moment on the world's clock.</summary>
    public long JournalEndsAt { get; set; }

    /// <summary>Its clock against the world's, in milliseconds.</summary>
    public long ClockAhead { get; set; }

    /// <summary>When it went down, on the world's clock.</summary>
    public long WentDownAt { get; set; } = long.MinValue / 2;

    public long StartedAt { get; set; }

    /// <summary>By how much the wall clock was set while it was down.</summary>
    public long WallJump { get; set; }

    /// <summary>Counts down to a crash in the middle of an event; -1 when none is planned.</summary>
    public int CrashAfter { get; set; } = -1;

    /// <summary>How many effects of that event still go out.</summary>
    public int CrashEffects { get; set; }

    public long CrashDownFor { get; set; }

    /// <summary>The role it was told last; null before it is told any in this life.</summary>
    public Role? Told { get; set; }

    /// <summary>When its last command comes to each card: they come in the order in which they were given.</summary>
    public long[] LastCommand { get; } = new long[upses];

    public Reading?[] Shown { get; } = new Reading?[upses];

    public bool[] UpsMissed { get; } = new bool[upses];

    public long[] PollDue { get; } = new long[upses];

    public long[] PollPhase { get; } = new long[upses];

    public bool[] Hurried { get; } = new bool[upses];

    public bool[] NodeMissed { get; } = new bool[nodes];

    public int[] NodeStamp { get; } = new int[nodes];

    public HashSet<EffectId> InFlight { get; } = [];

    /// <summary>Those of them that never leave its own host.</summary>
    public HashSet<EffectId> AtHome { get; } = [];

    /// <summary>Effects that are done: the same id again does nothing more.</summary>
    public Dictionary<EffectId, TimeSpan?> Done { get; } = [];

    public long LastWake { get; set; } = -1;

    public bool RunsToTell { get; set; }

    public TimeSpan Clock(long now) => TimeSpan.FromMilliseconds(now + ClockAhead);

    /// <summary>A moment of its clock on the world's; never before it, as nobody is woken too early.</summary>
    public long WorldTime(TimeSpan moment) => (long)Math.Ceiling(moment.TotalMilliseconds) - ClockAhead;
}

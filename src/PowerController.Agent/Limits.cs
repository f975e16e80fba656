namespace PowerController.Agent;

/// <summary>Every bound of the agent, each with its reason.</summary>
public static class Limits
{
    /// <summary>Orders that are being worked on at once: those of a run and of what another terminal may have ordered beside it.</summary>
    public const int Works = 16;

    /// <summary>What went wrong in one order, as told to the terminal: it has to fit in one message.</summary>
    public const int Troubles = 8;

    /// <summary>A text of progress; the message that carries it has room for this.</summary>
    public const int TextChars = 200;

    /// <summary>Before an unforced stop of the system, work on the node may still end by itself; the plan has counted its time already.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    /// <summary>A command that begins the stop of the system returns at once; one that does not is no use, and the next way is tried.</summary>
    public static readonly TimeSpan StopCommand = TimeSpan.FromSeconds(20);

    /// <summary>When every way of stopping the system has failed, it is tried again after this.</summary>
    public static readonly TimeSpan StopAgain = TimeSpan.FromSeconds(5);

    /// <summary>Rounds after which the terminal is told that the system does not stop. It is tried on and on all the same: the power goes.</summary>
    public const int StopRounds = 3;

    /// <summary>A command is ended at its limit by whoever runs it; if even that is not heard of for so long, it counts as ended.</summary>
    public static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(15);

    /// <summary>How often the cluster's manager is asked in normal operation: its commands are not cheap.</summary>
    public static readonly TimeSpan LookCalm = TimeSpan.FromSeconds(10);

    /// <summary>How often it is asked while the node starts or the cluster stops, when each second counts.</summary>
    public static readonly TimeSpan LookHurried = TimeSpan.FromSeconds(2);

    /// <summary>A cluster manager that does not answer for so long cannot say.</summary>
    public static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(15);

    /// <summary>So long a manager is asked whether another node has stopped its cluster already, before it is stopped from here; little beside the stop itself.</summary>
    public static readonly TimeSpan AskFirst = TimeSpan.FromSeconds(3);

    /// <summary>Looks without a clear word after a cluster's stop has ended well, until its exit code is believed alone.</summary>
    public const int LooksAfterStop = 3;

    /// <summary>Progress of one order is told no more often: a command that prints much must not fill the network.</summary>
    public static readonly TimeSpan ProgressGap = TimeSpan.FromSeconds(2);

    /// <summary>An administrator's announced stop that does not come was none.</summary>
    public static readonly TimeSpan AdministratorForgotten = TimeSpan.FromMinutes(10);

    /// <summary>A reboot has no moment of its own; so long a node may take to leave its cluster before it.</summary>
    public static readonly TimeSpan RebootLeave = TimeSpan.FromSeconds(60);

    /// <summary>Left of the time for a stop of the system when leaving its cluster is given up: enough for the stop to begin and be told.</summary>
    public static readonly TimeSpan LeaveMargin = TimeSpan.FromSeconds(5);

    /// <summary>One command of a look; a look has two at most.</summary>
    public static readonly TimeSpan LookCommand = TimeSpan.FromSeconds(6);

    /// <summary>What a manager answers: sixteen nodes of Kubernetes in JSON.</summary>
    public const int LookChars = 2 * 1024 * 1024;

    /// <summary>A program that watches a UPS answers from its memory; one that takes longer hangs.</summary>
    public static readonly TimeSpan UpsCommand = TimeSpan.FromSeconds(3);

    /// <summary>Such a program is asked no more often: each question is a process.</summary>
    public static readonly TimeSpan UpsAskGap = TimeSpan.FromSeconds(1);

    /// <summary>What it prints of one UPS: NUT knows some hundred names.</summary>
    public const int UpsChars = 32 * 1024;

    /// <summary>Lines of that.</summary>
    public const int UpsLines = 512;

    /// <summary>A load in percent: overloads are told beyond 100, nonsense beyond this.</summary>
    public const double UpsPercent = 400;

    /// <summary>A hundred days are more than any battery has.</summary>
    public static readonly TimeSpan UpsRunTime = TimeSpan.FromDays(100);

    /// <summary>The loop looks at its clockwork at least so often.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Lines of progress are dropped while so many inputs wait.</summary>
    public const int ProgressWaiting = 64;

    /// <summary>A number of twenty digits, and room.</summary>
    public const int BootFileBytes = 64;

    /// <summary>Outputs of commands that are kept on the disk: some nights' worth, two megabytes at most.</summary>
    public const int OutputsKept = 256;

    /// <summary>The word that the system stops is said within this before the program ends: it is one step of a loop.</summary>
    public static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    /// <summary>How often it is looked whether it was.</summary>
    public static readonly TimeSpan LastWordLook = TimeSpan.FromMilliseconds(20);

    /// <summary>A script that connects to tell of a stop says it at once.</summary>
    public static readonly TimeSpan NotifyClient = TimeSpan.FromSeconds(5);

    /// <summary>The system's manager is asked while the system may be on its way down.</summary>
    public static readonly TimeSpan SystemQuestion = TimeSpan.FromSeconds(3);

    /// <summary>Quieting, unquieting and warning have no limit of their own in a plan.</summary>
    public static readonly TimeSpan SmallCommand = TimeSpan.FromSeconds(30);
}

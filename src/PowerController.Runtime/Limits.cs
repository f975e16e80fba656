namespace PowerController.Runtime;

/// <summary>What is held at most, and why. Clusters, groups and UPSes of a site are not limited.</summary>
internal static class Limits
{
    /// <summary>The largest cluster that the cluster managers in use support.</summary>
    public const int ClusterNodes = 16;

    /// <summary>No machine has more power inputs.</summary>
    public const int Sources = 16;

    /// <summary>Terminals watch each other, every one all others; three are enough to lose one.</summary>
    public const int Terminals = 16;

    /// <summary>More than a cluster manager's volume list holds.</summary>
    public const int ClusterDisks = 256;

    /// <summary>They stop one after the other within one timeout.</summary>
    public const int Workloads = 256;

    /// <summary>The largest switched units have about as many groups.</summary>
    public const int OutletGroups = 64;

    /// <summary>Commands for one purpose: they run one after another.</summary>
    public const int Commands = 8;

    /// <summary>Each holds every planned power-off back.</summary>
    public const int Guards = 16;

    /// <summary>They run one after another within the time of one workload.</summary>
    public const int Steps = 64;

    /// <summary>They run one after the other within minutes.</summary>
    public const int Jobs = 64;

    /// <summary>More people are given a role by a group.</summary>
    public const int SocketRoles = 64;

    /// <summary>Every request's token is compared with all of them.</summary>
    public const int ApiTokens = 64;

    /// <summary>A segment of the journal: read back in a tenth of a second, and holds weeks of a quiet site.</summary>
    public const long SegmentBytes = 4 * 1024 * 1024;

    /// <summary>A segment holds this many times its checkpoint at least, or a large site would write nothing but checkpoints.</summary>
    public const int SegmentCheckpoints = 4;

    /// <summary>Segments that are kept, to look back; one is enough to go on.</summary>
    public const int Segments = 8;

    /// <summary>Damaged parts of the journal that are kept for whoever wants to look into them.</summary>
    public const int SegmentsAside = 8;

    /// <summary>Without a journal a new segment is tried at this pace.</summary>
    public static readonly TimeSpan JournalRetry = TimeSpan.FromSeconds(10);

    /// <summary>What nobody acts on is on the disk within this time.</summary>
    public static readonly TimeSpan JournalSyncPace = TimeSpan.FromSeconds(1);

    /// <summary>While nothing happens the journal says so at this pace: so much a wall clock that is set can be wrong about after a restart.</summary>
    public static readonly TimeSpan JournalMark = TimeSpan.FromMinutes(1);

    /// <summary>While a run is open the journal says at this pace that the program lives: a start soon afterwards knows how briefly nobody looked.</summary>
    public static readonly TimeSpan JournalSign = TimeSpan.FromSeconds(1);

    /// <summary>Entries of the diary that readers get at once: some screens full.</summary>
    public const int RecentEntries = 200;

    /// <summary>Reports of ended runs that readers get at once; the history has them all.</summary>
    public const int ClosedRuns = 20;

    /// <summary>Facts that wait for the loop. It takes thousands a second; so many waiting mean that it hangs, and then the program has to start again.</summary>
    public const int Waiting = 100_000;

    /// <summary>Operators' questions that wait for the loop; more are turned away at once, with that reason.</summary>
    public const int Asked = 256;

    /// <summary>A reading that says what the last one said waits so long at most, so that thousands of them wake the loop only some times a second.</summary>
    public static readonly TimeSpan QuietReading = TimeSpan.FromMilliseconds(50);

    /// <summary>Readers who come more often get the same snapshot.</summary>
    public static readonly TimeSpan SnapshotPace = TimeSpan.FromMilliseconds(250);

    /// <summary>Entries that wait for one reader; who is slower misses the oldest.</summary>
    public const int Following = 1_000;

    /// <summary>A loop that has not come round for so long hangs: it does so each second at least, and a slow disk takes less.</summary>
    public static readonly TimeSpan LoopHangs = TimeSpan.FromSeconds(20);

    /// <summary>How often the loop looks after its journal while nothing happens.</summary>
    public static readonly TimeSpan LoopTick = TimeSpan.FromSeconds(1);

    /// <summary>Results that are kept to be told again; effects of ended runs are not issued again.</summary>
    public const int EffectResults = 20_000;

    /// <summary>Changed runs are told to the other terminals after this time, so that many changes at once are one message.</summary>
    public static readonly TimeSpan RunsToldAfter = TimeSpan.FromMilliseconds(200);

    /// <summary>Diary entries that wait for a history that cannot be written: the worst night of a large site.</summary>
    public const int WaitingEntries = 20_000;

    /// <summary>Reports of runs that wait likewise.</summary>
    public const int WaitingRuns = 1_000;

    /// <summary>Minutes of samples that wait likewise; each holds every UPS of the site, so this is memory.</summary>
    public const int WaitingMinutes = 60;

    /// <summary>How long another program may hold the history's file before the write is put off.</summary>
    public static readonly TimeSpan LockedFileWait = TimeSpan.FromMilliseconds(500);

    /// <summary>How old a UPS's answer may be to count as this minute's.</summary>
    public static readonly TimeSpan OldestSample = TimeSpan.FromSeconds(90);

    /// <summary>A disk that damages files would otherwise be filled with them.</summary>
    public static readonly TimeSpan BetweenSettingAside = TimeSpan.FromHours(1);

    /// <summary>Damaged histories that are kept for people to look into.</summary>
    public const int DamagedFiles = 3;

    /// <summary>How long the end of the program waits for the last write of its history.</summary>
    public static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(10);

    /// <summary>How long every minute is kept: a week, and the day on which somebody looks.</summary>
    public static readonly TimeSpan DetailUsually = TimeSpan.FromDays(8);

    /// <summary>How long hours are kept: last summer can be compared with this one.</summary>
    public static readonly TimeSpan HourlyUsually = TimeSpan.FromDays(730);

    /// <summary>How long a database server may take to answer before the write is put off.</summary>
    public static readonly TimeSpan DatabaseWait = TimeSpan.FromSeconds(10);

    /// <summary>How long a history that failed is left alone.</summary>
    public static readonly TimeSpan BetweenHistoryTries = TimeSpan.FromSeconds(10);

    /// <summary>How long a statement may take there: tidying a large fleet takes some seconds.</summary>
    public static readonly TimeSpan DatabaseCommand = TimeSpan.FromSeconds(60);

    /// <summary>Several times what ten thousand UPSes need in two years; a fault must not fill the disk that the journal is on.</summary>
    public const long LargestHistory = 64L * 1024 * 1024 * 1024;

    /// <summary>Files of a configuration that is handed over: the site, its schedule, and as many workloads as a cluster may have.</summary>
    public const int HandoverFiles = 512;

    /// <summary>All of them, unpacked: the largest samples have a hundredth of it. Nobody can fill a host's memory with a small parcel that becomes large.</summary>
    public const int HandoverBytes = 16 * 1024 * 1024;

    /// <summary>Managers have a user each at most.</summary>
    public const int AgentUsers = 32;

    /// <summary>Each receiver has a queue on disk and a courier.</summary>
    public const int Receivers = 64;

    /// <summary>More people are reached by a list.</summary>
    public const int MailRecipients = 32;

    /// <summary>A command line has an end.</summary>
    public const int CommandArguments = 64;

    /// <summary>Entries that wait to be put onto the disk for their receivers; the loop must never wait for that.</summary>
    public const int NoticesInHand = 20_000;

    /// <summary>Messages that wait for one receiver: a month of bad nights. The oldest are given up first, and that is told.</summary>
    public const int WaitingNotices = 5_000;

    /// <summary>A queue's file is written anew without what is delivered when it is longer.</summary>
    public const long SpoolBytes = 4 * 1024 * 1024;

    /// <summary>No notice is longer; a longer line is damage.</summary>
    public const int SpoolLine = 64 * 1024;

    /// <summary>A new receiver is told what happened in the last minutes, and not what happened before anybody asked for it.</summary>
    public static readonly TimeSpan NewReceiverLooksBack = TimeSpan.FromMinutes(5);

    /// <summary>What is alike within this time becomes one message: as long as people need to look at the first.</summary>
    public static readonly TimeSpan MergeUsually = TimeSpan.FromSeconds(30);

    /// <summary>So many that are alike go out at once, by themselves.</summary>
    public const int AlikeAtOnce = 3;

    /// <summary>A merged message names so many of its subjects.</summary>
    public const int SubjectsNamed = 10;

    /// <summary>Different things that may be going on within one window.</summary>
    public const int AlikeGroups = 1_000;

    /// <summary>How long one delivery may take, the receiver's own thinking included.</summary>
    public static readonly TimeSpan OneDelivery = TimeSpan.FromSeconds(30);

    /// <summary>After the first failure; doubled with each that follows.</summary>
    public static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);

    /// <summary>A receiver that has come back waits no longer than this.</summary>
    public static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(2);

    /// <summary>A receiver that cannot be reached for this long is told of; shorter is a restart.</summary>
    public static readonly TimeSpan TellOfReceiver = TimeSpan.FromMinutes(5);

    /// <summary>The longest message that a syslog server has to take by UDP without fragments.</summary>
    public const int SyslogDatagram = 1_232;

    /// <summary>How long the log host may take to end the connection after the message.</summary>
    public static readonly TimeSpan SyslogEnd = TimeSpan.FromSeconds(5);

    /// <summary>An inform is repeated within this time; then it is tried again later.</summary>
    public static readonly TimeSpan Inform = TimeSpan.FromSeconds(6);

    public const int InformRetries = 2;

    /// <summary>A mail server's reply, all its lines.</summary>
    public const int SmtpReply = 16 * 1024;

    /// <summary>Mail programs show about so much of a subject.</summary>
    public const int MailSubject = 160;

    /// <summary>What is kept of a command's words, to say why it failed.</summary>
    public const int CommandWords = 1_000;

    /// <summary>Members of an etcd: it recommends no more than 7.</summary>
    public const int LeaseEndpoints = 9;

    /// <summary>Lines in which another configuration's differences are told: a screen full; the rest is counted.</summary>
    public const int DifferenceLines = 20;

    /// <summary>Names of things that all change alike.</summary>
    public const int DifferenceNames = 5;

    /// <summary>What is shown of one value before or after.</summary>
    public const int DifferenceValue = 120;
}

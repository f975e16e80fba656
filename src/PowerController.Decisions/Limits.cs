namespace PowerController.Decisions;

/// <summary>The named limits of the decisions, each with its reason. What a site may set is in Model's Parameters.</summary>
public static class Limits
{
    /// <summary>Some cards report an off output in passing, before a self-test say; acting sooner stops healthy nodes.</summary>
    public static readonly TimeSpan OffDebounce = TimeSpan.FromSeconds(3);

    /// <summary>A card that tells neither voltage nor load has nothing to bear it out: what passes is over by then.</summary>
    public static readonly TimeSpan OffUnwitnessed = TimeSpan.FromSeconds(30);

    /// <summary>One wrong reading of a low battery must not stop a site; a true one stays.</summary>
    public static readonly TimeSpan LowDebounce = TimeSpan.FromSeconds(3);

    /// <summary>A prediction of the battery's end that moves less than this is the same prediction.</summary>
    public static readonly TimeSpan EmptyAtStep = TimeSpan.FromSeconds(10);

    /// <summary>In percent: with so much charge neither a run time of nothing nor a low battery is believed of a test without another witness.</summary>
    public const int HalfFull = 50;

    /// <summary>Cards tell whole minutes: between two of them the prediction seems to move away by as much. The earlier one is kept.</summary>
    public static readonly TimeSpan EmptyAtLater = TimeSpan.FromSeconds(61);

    /// <summary>An output below this voltage feeds nothing; what a filter or a meter leaves is less.</summary>
    public const double DeadVolts = 15;

    /// <summary>A battery this full gets no fuller: more run time than now will not come.</summary>
    public const double FullCharge = 95;

    /// <summary>A battery temperature must fall this far back before the alarm ends, or it would ring at each reading.</summary>
    public const double TemperatureHysteresis = 2;

    /// <summary>Orders are repeated at this pace until acknowledged: longer than a round trip under loss, short against every limit.</summary>
    public static readonly TimeSpan OrderRetry = TimeSpan.FromSeconds(5);

    /// <summary>Unacknowledged orders to stop the cluster before the next node is tried.</summary>
    public const int OrdersBeforeNextNode = 3;

    /// <summary>A former master may have given so many orders that nobody has told here: nodes take a lower number for an older word.</summary>
    public const int EffectsUnheard = 1_000;

    /// <summary>A run is told to the other terminals so soon, also when the first word of it is lost.</summary>
    public static readonly TimeSpan HandOver = TimeSpan.FromSeconds(3);

    /// <summary>A cut is written, waited for and read back; only then is a missing result repeated.</summary>
    public static readonly TimeSpan CutRetry = TimeSpan.FromSeconds(10);

    /// <summary>Cards tell what is left of a countdown in whole seconds, and a moment late.</summary>
    public static readonly TimeSpan CountdownStep = TimeSpan.FromSeconds(2);

    /// <summary>A failed cut is tried again so soon, and after each further failure twice as late: the slot of a card is 2 s, but one that is busy with itself refuses for longer.</summary>
    public static readonly TimeSpan CutPause = TimeSpan.FromSeconds(3);

    /// <summary>Cut commands to one output, refused or without effect, before it is reported impossible.</summary>
    public const int CutAttempts = 5;

    /// <summary>Times a disk's cut may be put off because a node still lives; then it is left on.</summary>
    public const int CutPutOffs = 20;

    /// <summary>So long before a host that held out has to stop its cut is tried once more: time for all the orders and the pauses between them.</summary>
    public static readonly TimeSpan LastCuts = TimeSpan.FromSeconds(90);

    /// <summary>Cuts that are to come together wait no longer than this for each other: cards that run longer than they are told would chase each other for ever.</summary>
    public static readonly TimeSpan CommonCut = TimeSpan.FromMinutes(30);

    /// <summary>Cards count roughly, and a reading may be one poll gap old: only this long after its time a cut has been ignored.</summary>
    public static readonly TimeSpan CutMargin = TimeSpan.FromSeconds(30);

    /// <summary>A delay to cover a stop is given this much more than the stop may take.</summary>
    public static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(10);

    /// <summary>A cut is put off when a node that it waits for is not down so shortly before: time for the order to be lost a few times.</summary>
    public static readonly TimeSpan PutOffBefore = TimeSpan.FromSeconds(45);

    /// <summary>How often a stopping or starting node is looked at.</summary>
    public static readonly TimeSpan ProbePace = TimeSpan.FromSeconds(10);

    /// <summary>And while a cut comes so soon that it is put off unless it is known that nobody lives behind it.</summary>
    public static readonly TimeSpan ProbePaceHurried = TimeSpan.FromSeconds(3);

    /// <summary>So soon: two looks at the usual pace, and the moment at which a cut is put off.</summary>
    public static readonly TimeSpan CutNear = TimeSpan.FromSeconds(65);

    /// <summary>How often a node that is to come up is looked at once it has not answered <see cref="ProbesForOff"/> times.</summary>
    public static readonly TimeSpan ProbePaceLater = TimeSpan.FromSeconds(30);

    /// <summary>Probes without an answer, after its last word, until a node counts as off.</summary>
    public const int ProbesForOff = 2;

    /// <summary>Silence needed beside the probes: a datagram late by less is no sign of death.</summary>
    public static readonly TimeSpan QuietForOff = TimeSpan.FromSeconds(15);

    /// <summary>Whoever falls silent so soon after a change of master may have been stopped by the former one: three times as long as it takes until a silence is noticed.</summary>
    public static readonly TimeSpan SilentAfterTakeOver = TimeSpan.FromSeconds(30);

    /// <summary>Starts are repeated at this pace: longer than a firmware takes to draw power and answer.</summary>
    public static readonly TimeSpan StartRetry = TimeSpan.FromSeconds(60);

    /// <summary>Packets to a node that nothing else can start: it may be cut off for most of its time, and only a few of them be left to reach it.</summary>
    public static readonly TimeSpan PacketRetry = StartRetry / 4;

    /// <summary>Starts by packet before its input is taken from a node to start it: most that are lost are lost by chance.</summary>
    public const int PacketsBeforeCycle = 3;

    /// <summary>An output that comes back by itself is given this much beyond its disk protection time.</summary>
    public static readonly TimeSpan ReturnMargin = TimeSpan.FromSeconds(120);

    /// <summary>Charge and run time are waited for so long with stable mains: a worn battery must not keep a site off for ever.</summary>
    public static readonly TimeSpan GateWait = TimeSpan.FromMinutes(30);

    /// <summary>A node whose UPS only it can reach is given so long to come by itself before its start is tried unseen.</summary>
    public static readonly TimeSpan UnseenWait = TimeSpan.FromMinutes(10);

    /// <summary>A disk that nobody can ask counts as ready so long after its warm-up time.</summary>
    public static readonly TimeSpan ReadyWait = TimeSpan.FromMinutes(10);

    /// <summary>A node without power is parted from its cluster's run so long after the others are up.</summary>
    public static readonly TimeSpan PartAfter = TimeSpan.FromMinutes(2);

    /// <summary>Time for the cluster to say that it is normal; then people are told and the run ends.</summary>
    public static readonly TimeSpan ReJoin = TimeSpan.FromMinutes(10);

    /// <summary>Peers are asked about a silence at this pace.</summary>
    public static readonly TimeSpan AskPeers = TimeSpan.FromSeconds(10);

    /// <summary>While something can not go on, people are reminded at this pace.</summary>
    public static readonly TimeSpan Reminder = TimeSpan.FromMinutes(30);

    /// <summary>Entries of a run's log and of what it gave up: a flapping night must not fill the memory. Later ones are dropped.</summary>
    public const int LogEntries = 64;

    /// <summary>Runs that a terminal knows of and the master has not heard of: more than a bad night opens.</summary>
    public const int RunsLost = 8;

    /// <summary>Runs of which is remembered that they have ended: as long as a terminal may be away that still knows them as open.</summary>
    public const int RunsClosed = 64;

    /// <summary>Rounds of one decision until nothing moves: each round moves at least one run by one phase.</summary>
    public const int Rounds = 64;

    /// <summary>Effects of one run that wait for a result. A node has at most three at a time, an output two.</summary>
    public const int Pending = 10_000;
}

namespace PowerController.Hosts;

/// <summary>Every bound of the hosts' edge, each with its reason.</summary>
internal static class Limits
{
    /// <summary>Authentic datagrams that wait for the station: eight seconds of a thousand agents. What does not fit is dropped and counted; whoever said it says it again.</summary>
    public const int DatagramsWaiting = 4096;

    /// <summary>Inputs of the terminal and the agent that wait: four times what a decision may have pending. None is ever dropped; more is a fault of the program.</summary>
    public const int InputsWaiting = 4 * Coordination.Limits.PendingOrders;

    /// <summary>Facts of the network that wait to be told: each way has two.</summary>
    public const int FactsWaiting = 256;

    /// <summary>Datagrams taken in one turn, so that inputs and ticks never wait for more.</summary>
    public const int DatagramsInTurn = 64;

    /// <summary>Gates of datagrams taken of late: the copies that come by a second way follow within milliseconds. A power of two.</summary>
    public const int RecentGates = 1024;

    /// <summary>Longer than any datagram of ours, so that a longer one is seen to be too long.</summary>
    public const int ReceiveBytes = Coordination.Limits.DatagramBytes + 64;

    /// <summary>What the kernel keeps while the reader does not run: 3,000 datagrams, 60 ms of a flood of 50,000 a second.</summary>
    public const int ReceiveBufferBytes = 4 * 1024 * 1024;

    /// <summary>Key files, and every other small file that is read whole.</summary>
    public const int SmallFileBytes = 256 * 1024;

    /// <summary>How often key files are looked at: a rotation is done by hand, host by host.</summary>
    public static readonly TimeSpan KeyLook = TimeSpan.FromSeconds(5);

    /// <summary>A way that did not open is tried again after this, and interfaces are looked at.</summary>
    public static readonly TimeSpan PathRetry = TimeSpan.FromSeconds(1);

    /// <summary>A way is said to fail after this long without a datagram that could be sent: shorter ones are cables being put elsewhere.</summary>
    public static readonly TimeSpan PathPatience = TimeSpan.FromSeconds(3);

    /// <summary>How fine a time that is not the system's is looked at.</summary>
    public static readonly TimeSpan ForeignTick = TimeSpan.FromMilliseconds(100);

    /// <summary>The thread looks at its clockwork at least so often, whatever it was told about the next moment.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>How long a lease of the lead lives without being kept alive: as long as a terminal may be silent.</summary>
    public static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(5);

    /// <summary>How often the lease is looked at and kept alive: two attempts may be lost.</summary>
    public static readonly TimeSpan LeaseGap = TimeSpan.FromMilliseconds(1200);

    /// <summary>An etcd that is well answers in milliseconds; one that is not must not hold the next member up.</summary>
    public static readonly TimeSpan LeaseAnswer = TimeSpan.FromSeconds(1);

    /// <summary>Less than this before its end a lease counts as over: clocks of two machines run at slightly different speeds.</summary>
    public static readonly TimeSpan LeaseMargin = TimeSpan.FromMilliseconds(500);

    /// <summary>An answer of etcd to what is asked here has a few hundred bytes.</summary>
    public const int LeaseAnswerBytes = 64 * 1024;
}

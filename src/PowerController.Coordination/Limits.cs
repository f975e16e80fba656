namespace PowerController.Coordination;

/// <summary>Every bound of the coordination, each with its reason.</summary>
public static class Limits
{
    /// <summary>The smallest link of IPv6 carries 1280 bytes; minus its header (40) and that of UDP (8). Such a datagram is never broken into fragments.</summary>
    public const int DatagramBytes = 1232;

    /// <summary>What is left for a message beside header (21), the longest name, signature (64), tag (16) and gate (8).</summary>
    public const int MessageBytes = DatagramBytes - 21 - NameBytes - 64 - 16 - 8;

    /// <summary>The longest host name a datagram carries, in UTF-8: one label of the domain name system.</summary>
    public const int NameBytes = 63;

    /// <summary>A reason or a failure in an operator's words; longer ones are cut.</summary>
    public const int TextBytes = 240;

    /// <summary>A digest as text: SHA-256 in hexadecimal.</summary>
    public const int DigestBytes = 64;

    /// <summary>Slots for terminals: a term names its terminal by six bits.</summary>
    public const int TerminalSlots = 64;

    /// <summary>Keys of one host or group that are valid together: the old one, the present one and the next one.</summary>
    public const int KeysAtOnce = 3;

    /// <summary>Hosts whose boot one heartbeat repeats: 10 bytes each, half of a datagram.</summary>
    public const int Echoes = 60;

    /// <summary>UPSes whose state one heartbeat carries: a host has one on its serial line, seldom two.</summary>
    public const int UpsesInHeartbeat = 4;

    /// <summary>Job and workload names in one order; 16 of the usual length fill half a datagram.</summary>
    public const int NamesInOrder = 16;

    /// <summary>A terminal's orders without a final answer. A site of a thousand nodes has a handful for each.</summary>
    public const int PendingOrders = 16_384;

    /// <summary>Orders a node remembers, so that none is carried out twice: several runs' worth.</summary>
    public const int RememberedOrders = 64;

    /// <summary>Runs whose deadlines a node keeps at once: its own, its cluster's, and one on each side of a divided network.</summary>
    public const int DeadlinesAtOnce = 4;

    /// <summary>Questions about silent UPSes that are open at once.</summary>
    public const int OpenQuestions = 256;

    /// <summary>UPSes of which a host keeps whether it hears them.</summary>
    public const int UpsesHeard = 16_384;

    /// <summary>A configuration that is handed over: a large site's YAML, compressed, is below a tenth of it.</summary>
    public const int ParcelBytes = 1024 * 1024;

    /// <summary>What of a parcel one datagram carries, beside header, name, signature and the piece's own fields.</summary>
    public const int PieceBytes = 960;

    /// <summary>Pieces asked for at once: little enough not to crowd out orders.</summary>
    public const int PiecesAtOnce = 8;

    /// <summary>A step of the term's count that a host may claim: a host that lies can make terminals count, never make them run out of terms.</summary>
    public const long EpochJump = 1 << 20;

    /// <summary>A deadline or delay in an order: 24 days in milliseconds fit in 32 bits.</summary>
    public static readonly TimeSpan FarthestTime = TimeSpan.FromMilliseconds(int.MaxValue - 1);

    /// <summary>Heartbeats of its own accord follow each other no faster: a host that keeps restarting must not make its neighbours talk all the time.</summary>
    public static readonly TimeSpan HeartbeatGapMin = TimeSpan.FromMilliseconds(200);

    /// <summary>A flood of messages or orders does not make a host look at its clockwork more often than this.</summary>
    public static readonly TimeSpan SweepGap = TimeSpan.FromMilliseconds(50);

    /// <summary>Pieces are given to the same host no faster, whatever it asks.</summary>
    public static readonly TimeSpan PieceGapMin = TimeSpan.FromMilliseconds(20);

    /// <summary>An order is first repeated after this; it is above a usual round trip.</summary>
    public static readonly TimeSpan OrderRepeatMin = TimeSpan.FromMilliseconds(100);

    /// <summary>An order is repeated at least this often: a node that comes back must not wait long for what it missed.</summary>
    public static readonly TimeSpan OrderRepeatMax = TimeSpan.FromSeconds(2);

    /// <summary>An order without a moment of its own is given up after this; the decision may order again.</summary>
    public static readonly TimeSpan OrderPatience = TimeSpan.FromSeconds(60);

    /// <summary>An order with a moment is still repeated for this long after it: the answer may be under way.</summary>
    public static readonly TimeSpan OrderGrace = TimeSpan.FromSeconds(5);

    /// <summary>So much longer a terminal waits before it takes over while another holds the lease of the lead: two lives of a lease.</summary>
    public static readonly TimeSpan LeaseRespect = TimeSpan.FromSeconds(10);
}

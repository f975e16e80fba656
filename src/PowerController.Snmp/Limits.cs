namespace PowerController.Snmp;

/// <summary>Every bound of the engine, each with its reason.</summary>
public static class Limits
{
    /// <summary>RFC 2578 section 3.5: an object identifier has at most 128 sub-identifiers.</summary>
    public const int OidArcs = 128;

    /// <summary>128 sub-identifiers of at most five octets each, the first two sharing one.</summary>
    public const int OidBytes = OidArcs * 5;

    /// <summary>The largest payload a UDP datagram carries over IPv4; nothing longer can arrive.</summary>
    public const int DatagramBytes = 65507;

    /// <summary>What an Ethernet frame carries without fragments (1500 − 40 of IPv6 − 8 of UDP): many cards drop fragments.</summary>
    public const int RequestBytes = 1452;

    /// <summary>What an agent sends unless told otherwise: an Ethernet frame without fragments over IPv4 (1500 − 20 − 8).</summary>
    public const int ResponseBytes = 1472;

    /// <summary>The most that request id, error status, error index and the two lengths around a list of variables take.</summary>
    public const int PduHeaderBytes = 28;

    /// <summary>The most that version and lengths take around a PDU and its community.</summary>
    public const int CommunityHeaderBytes = 12;

    /// <summary>The most that header, security parameters with the longest digest, scoped PDU and padding take around a v3 PDU, without engine ids and names.</summary>
    public const int V3HeaderBytes = 140;

    /// <summary>Engines whose clocks a listener keeps, to know an old trap from a new one: as many as a large site has cards, twice.</summary>
    public const int TrapEngines = 20_000;

    /// <summary>RFC 3417: every SNMP party takes messages of at least this size.</summary>
    public const int MessageBytesMin = 484;

    /// <summary>Variable bindings taken from one message; RFC 3416 names this number as the largest list (2147483647), a real card answers some dozens.</summary>
    public const int VarBindsPerMessage = 2048;

    /// <summary>RFC 3411: an snmpEngineID has 5 to 32 octets.</summary>
    public const int EngineIdBytesMax = 32;

    /// <summary>See <see cref="EngineIdBytesMax"/>.</summary>
    public const int EngineIdBytesMin = 5;

    /// <summary>RFC 3414: a user name has at most 32 octets.</summary>
    public const int UserNameBytes = 32;

    /// <summary>No card is known to take a longer community; a longer one is a configuration error.</summary>
    public const int CommunityBytes = 255;

    /// <summary>RFC 3411: an SnmpAdminString (context name) has at most 255 octets.</summary>
    public const int ContextNameBytes = 255;

    /// <summary>Requests in flight on one socket: their answers (about 300 octets each) must fit into its receive buffer while the receiver is held up.</summary>
    public const int InFlight = 16384;

    /// <summary>Requests in flight a client takes unless told otherwise.</summary>
    public const int InFlightDefault = 4096;

    /// <summary>Requests in flight to one target unless told otherwise: cards answer one at a time, a second one hides the way there and back.</summary>
    public const int InFlightPerTargetDefault = 2;

    /// <summary>Convenience requests that wait for a place, per client: one for each of 10,000 cards, and some for operators.</summary>
    public const int WaitingRequests = 20_000;

    /// <summary>How often deadlines are looked at: fine enough for deadlines of seconds, rare enough to cost nothing that can be measured.</summary>
    public static readonly TimeSpan DeadlineTick = TimeSpan.FromMilliseconds(50);

    /// <summary>The shortest pause between two tries of one request: below it a slow card is asked twice for one answer.</summary>
    public static readonly TimeSpan ResendPauseMin = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest deadline of one request; whoever waits longer asks again.</summary>
    public static readonly TimeSpan TimeoutMax = TimeSpan.FromMinutes(2);

    /// <summary>Tries after the first one.</summary>
    public const int RetriesMax = 10;

    /// <summary>Receive buffer asked of the system: 16,384 answers of 300 octets with the kernel's overhead; the system may give less.</summary>
    public const int SocketBufferBytes = 16 * 1024 * 1024;

    /// <summary>Datagrams that cannot be read are traced to the requests they might belong to at most this often a second, as it searches all of them.</summary>
    public const int GarbageSearchesPerSecond = 200;

    /// <summary>Values of one walk: a card has some thousands; an agent that never ends must not fill the memory.</summary>
    public const int WalkValues = 100_000;

    /// <summary>Repetitions asked by one GETBULK of a walk: their answer (about 25 octets each and more) fits into one Ethernet frame mostly.</summary>
    public const int WalkRepetitions = 24;

    /// <summary>Engines whose keys a user keeps: no site has so many cards, and each takes about half a kilobyte.</summary>
    public const int EnginesPerUser = 200_000;

    /// <summary>How often one request may take over another engine id or time before it is given up: once for each, and once more.</summary>
    public const int ResyncsPerRequest = 3;

    /// <summary>RFC 3414: a message whose time differs by more than 150 s is not taken.</summary>
    public const int TimeWindowSeconds = 150;
}

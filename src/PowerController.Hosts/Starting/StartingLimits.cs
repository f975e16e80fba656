namespace PowerController.Hosts.Starting;

/// <summary>The bounds of starting, stopping and probing machines from afar, each with its reason.</summary>
public static class StartingLimits
{
    /// <summary>Magic packets of one attempt: nobody acknowledges them, and switches drop some while they wake up. The decision tries again until the node is seen.</summary>
    public const int PacketsForAnAttempt = 3;

    /// <summary>Between two of them.</summary>
    public static readonly TimeSpan PacketGap = TimeSpan.FromMilliseconds(300);

    /// <summary>A management controller that is awake answers in a second or two; one that has just got power does not for a minute.</summary>
    public static readonly TimeSpan Controller = TimeSpan.FromSeconds(15);

    /// <summary>A host that is up answers at once.</summary>
    public static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);

    /// <summary>Pings of one probe: where a third of them has no answer, still only one probe in eighty has none.</summary>
    public const int PingsForAProbe = 4;

    /// <summary>Between two of them: the last one still has half a second for its answer.</summary>
    public static readonly TimeSpan PingGap = TimeSpan.FromMilliseconds(500);

    /// <summary>The command over SSH has only to begin the stop.</summary>
    public static readonly TimeSpan SshStop = TimeSpan.FromSeconds(45);

    /// <summary>Of that, for the connection.</summary>
    public static readonly TimeSpan SshConnect = TimeSpan.FromSeconds(10);

    /// <summary>An answer of a management controller; a system resource is some ten thousand characters.</summary>
    public const int AnswerBytes = 1024 * 1024;

    /// <summary>Certificates that are remembered: one for a management controller.</summary>
    public const int Pins = 4096;

    /// <summary>A pinned certificate's file: address and fingerprint a line.</summary>
    public const int PinFileBytes = 1024 * 1024;
}

namespace PowerController.Console;

/// <summary>What is held at most, and why.</summary>
internal static class Limits
{
    /// <summary>The largest request names a few dozen settings.</summary>
    public const int RequestBytes = 64 * 1024;

    /// <summary>Every operator's screen, every gateway and room to spare; a flood of connections must not take the loop's memory.</summary>
    public const int Connections = 256;

    /// <summary>A follower holds a connection for days; the others must still get in.</summary>
    public const int Followers = 64;

    /// <summary>Who opens a connection and says nothing is sent away.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(2);

    /// <summary>The loop answers within milliseconds; who waits longer is told to look at the events.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>A card is read back after it has settled, setting by setting.</summary>
    public static readonly TimeSpan UpsAnswerWithin = TimeSpan.FromMinutes(3);

    /// <summary>Proxies and firewalls cut what is silent for longer.</summary>
    public static readonly TimeSpan FollowersPulse = TimeSpan.FromSeconds(15);

    /// <summary>A follower that takes nothing for so long is cut off; it comes again with the last number it has.</summary>
    public static readonly TimeSpan FollowersPatience = TimeSpan.FromSeconds(5);

    /// <summary>More are not shown at once; the reader asks on from the last one.</summary>
    public const int EventsAtOnce = 1000;

    /// <summary>What can be tried out is no secret.</summary>
    public const int TokenLength = 16;

    /// <summary>The audit keeps so many refusals in a minute: whoever knocks for ever must not fill the diary.</summary>
    public const int TurnedAwayNoted = 20;

    /// <summary>Names of users and groups are looked up in files of at most this size.</summary>
    public const int AccountFileBytes = 4 * 1024 * 1024;

    /// <summary>A caller's groups; more than any account has.</summary>
    public const int Groups = 1024;

    /// <summary>A console that leaves is given so long to finish what it was answering.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(2);
}

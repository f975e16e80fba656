namespace PowerController.Devices;

/// <summary>Every bound of this project, each with its reason.</summary>
public static class Limits
{
    /// <summary>A profile's name stands in tables and file names.</summary>
    public const int ProfileNameCharacters = 40;

    /// <summary>Profiles of a site: a dozen vendors, and some of its own. More is a wrong directory.</summary>
    public const int Profiles = 500;

    /// <summary>A profile has some kilobytes; the largest that came with the program has nine.</summary>
    public const int ProfileBytes = 1024 * 1024;

    /// <summary>How deep `basedOn` may go: a model on a brand, a brand on a MIB, that on the standard; beyond it is a circle.</summary>
    public const int ProfileDepth = 8;

    /// <summary>Objects a profile may poll: what one message of 1,452 octets asks, about 18 octets each, twice over.</summary>
    public const int PolledObjects = 128;

    /// <summary>Objects asked in one message while a card is looked over; old cards fall silent when asked for dozens at a time.</summary>
    public const int SurveyObjects = 16;

    /// <summary>The same for a card that did not answer that.</summary>
    public const int SurveyObjectsSlow = 4;

    /// <summary>One deadline of a poll, whatever it asks: two polling intervals, so that a dead card is known before the plan's longest gap of 8 s.</summary>
    public static readonly TimeSpan PollDeadline = TimeSpan.FromSeconds(2);

    /// <summary>Looking a card over takes some messages; a slow v1 card answers each in up to a second.</summary>
    public static readonly TimeSpan IdentifyDeadline = TimeSpan.FromSeconds(20);

    /// <summary>Reading or writing all settings of a card.</summary>
    public static readonly TimeSpan SettingsDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Cards correct a value in their own time after they acknowledged it; reading at once shows what was written, not what holds.</summary>
    public static readonly TimeSpan SettingsSettle = TimeSpan.FromSeconds(3);

    /// <summary>What a v1 card once refused may have been a hiccup, or the card has new firmware: it is looked over again after this time.</summary>
    public static readonly TimeSpan SurveyAgain = TimeSpan.FromMinutes(5);

    /// <summary>Pause between looks at whether a command has taken effect.</summary>
    public static readonly TimeSpan EffectLook = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a card may take to show that it has taken a command; the plan allows 2 s a UPS for the command itself.</summary>
    public static readonly TimeSpan EffectWait = TimeSpan.FromSeconds(6);

    /// <summary>How often a command is given when the card acknowledges it and nothing happens.</summary>
    public const int ControlTries = 3;

    /// <summary>Alarms of a card: the standard knows 24.</summary>
    public const int Alarms = 64;

    /// <summary>How long a table of alarms is believed while the number of alarms stays the same: one may have gone as another came.</summary>
    public static readonly TimeSpan AlarmsAgain = TimeSpan.FromSeconds(15);

    /// <summary>Addresses of one probe: a /20, which takes seconds; a larger range is a typing error.</summary>
    public const int ProbeAddresses = 4096;

    /// <summary>Credentials of one probe: each is tried on every address.</summary>
    public const int ProbeCredentials = 8;

    /// <summary>Addresses asked at a time: their answers must fit into one socket's buffer.</summary>
    public const int ProbeAtOnce = 256;

    /// <summary>The longest time between two readings that any plan counts with.</summary>
    public static readonly TimeSpan PollGapMax = TimeSpan.FromSeconds(8);

    /// <summary>Polls started in one tick: 10,000 UPSes every second need 400 in 40 ms; the rest of a jam waits for the next tick.</summary>
    public const int PollsPerTick = 600;

    /// <summary>The clock of the poller: fine enough to spread 10,000 UPSes over 2 s in bursts a socket holds, coarse enough to cost nothing that can be measured.</summary>
    public static readonly TimeSpan PollTick = TimeSpan.FromMilliseconds(40);

    /// <summary>UPSes whose first poll is not spread over the interval: more than most sites have, and few enough to be through within half of it.</summary>
    public const int FirstPolls = 800;

    /// <summary>First polls started in one tick: each takes several messages, and a socket's buffer holds them.</summary>
    public const int FirstPollsPerTick = 32;

    /// <summary>UPSes looked over at a time: each takes several messages, and a site that starts must not flood its own network.</summary>
    public const int IdentifyAtOnce = 256;

    /// <summary>Pause before a card that could not be identified is tried again; it doubles up to <see cref="IdentifyAgainMax"/>.</summary>
    public static readonly TimeSpan IdentifyAgain = TimeSpan.FromSeconds(2);

    /// <summary>A card that comes back is seen within the plan's longest gap.</summary>
    public static readonly TimeSpan IdentifyAgainMax = TimeSpan.FromSeconds(8);

    /// <summary>UPSes of one poller: ten times the largest site known.</summary>
    public const int Upses = 100_000;
}

namespace PowerController.Gateways;

/// <summary>What is held at most, and why.</summary>
internal static class Limits
{
    /// <summary>What DisplayString may hold.</summary>
    public const int DisplayString = 255;

    /// <summary>Steps of one run that are kept for its trace: more than the largest cluster has.</summary>
    public const int StepsOfARun = 2_000;

    /// <summary>Runs that are followed at a time; more than a site has units is a fault.</summary>
    public const int RunsFollowed = 4_096;

    /// <summary>Turns that wait to be followed: some seconds of the worst outage. The history has every report anyway.</summary>
    public const int WaitingTurns = 4_096;

    /// <summary>Spans that wait in the exporter.</summary>
    public const int WaitingSpans = 8_192;

    /// <summary>How long the end of the program waits for the last traces.</summary>
    public static readonly TimeSpan LastTraces = TimeSpan.FromSeconds(3);
}

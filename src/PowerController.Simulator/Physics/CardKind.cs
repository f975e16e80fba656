namespace PowerController.Simulator.Physics;

/// <summary>How the card of a UPS behaves where makers differ.</summary>
/// <param name="RunTimeStep">In which steps it tells its run time, in milliseconds: RFC 1628 knows whole minutes only.</param>
/// <param name="SilentAsleep">It has no power itself while the UPS sleeps on battery.</param>
/// <param name="CancelsOnReturn">A countdown begun on battery ends without effect when mains is back: the power race of the field.</param>
/// <param name="ReturnsAfterMainsCut">A cut on mains that is to return with mains returns by itself; otherwise the output waits for mains to go and come.</param>
/// <param name="TellsVoltages">It tells input and output voltage.</param>
/// <param name="TellsPower">It tells load and watts.</param>
/// <param name="LowWhileCharging">It tells low battery also on mains until it has recharged.</param>
/// <param name="RestartsCountdown">The same cut again begins the countdown anew; otherwise the first one goes on.</param>
/// <param name="TellsOffLate">So long after a cut it still tells that its output is on, and that nothing is counted down any more, in milliseconds.</param>
internal sealed record CardKind(
    long RunTimeStep,
    bool SilentAsleep,
    bool CancelsOnReturn,
    bool ReturnsAfterMainsCut,
    bool TellsVoltages,
    bool TellsPower,
    bool LowWhileCharging,
    bool RestartsCountdown,
    long TellsOffLate = 0)
{
    /// <summary>A card without surprises.</summary>
    public static CardKind Plain { get; } = new(60_000, false, false, true, true, true, false, true);
}

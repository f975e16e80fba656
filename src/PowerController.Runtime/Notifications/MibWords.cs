using PowerController.Model.Readings;
using PowerController.Model.Runs;

namespace PowerController.Runtime.Notifications;

/// <summary>Our words as numbers of our MIB.</summary>
public static class MibWords
{
    public const int KindOutage = 1;
    public const int RunRunning = 1;
    public const int RunDone = 2;
    public const int RunFailed = 4;
    public const int True = 1;
    public const int False = 2;

    /// <summary>PcOutputSource.</summary>
    public static int Source(OutputSource source) => (int)source + 1;

    /// <summary>PcKindOfRun.</summary>
    public static int Kind(Run run) => run switch
    {
        { Aim: RunAim.Start } => 5,
        { Cause: RunCause.Outage } => KindOutage,
        { Cause: RunCause.Schedule } => 2,
        { Cause: RunCause.Operator } => 3,
        _ => 4,
    };

    /// <summary>PcPhase.</summary>
    public static int PhaseOf(Phase phase) => phase switch
    {
        Phase.Watching or Phase.Committed => 3,
        Phase.StoppingCluster => 4,
        Phase.StoppingOs => 5,
        Phase.ArmingCut => 6,
        Phase.Dark or Phase.AwaitingPower => 7,
        Phase.WarmingUp or Phase.StartingNodes or Phase.ReJoining => 8,
        _ => 2,
    };

    /// <summary>A run's index: its number among those of its term, and the term above that; the same for ever.</summary>
    public static uint RunIndex(RunId id) => unchecked(((uint)id.Term << 16) | (ushort)id.Number) is var index and not 0 ? index : 1;

    /// <summary>PcConditionBits as BITS are sent: the first bit is the highest of the first octet.</summary>
    public static byte[] Bits(Conditions conditions)
    {
        var octets = new byte[2];
        for (var bit = 0; bit < 16; bit++)
        {
            if (((int)conditions & (1 << bit)) != 0)
                octets[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return octets;
    }
}

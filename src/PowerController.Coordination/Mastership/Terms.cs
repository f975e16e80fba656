namespace PowerController.Coordination.Mastership;

/// <summary>A term is a count and the slot of the terminal that claimed it: no two terminals can claim the same one, whatever they hear of each other.</summary>
public static class Terms
{
    /// <summary>The first term of this terminal above one that it has heard of.</summary>
    public static long Above(long heard, int slot) => (EpochOf(heard) + 1) * Limits.TerminalSlots + slot;

    public static long EpochOf(long term) => term / Limits.TerminalSlots;

    public static int SlotOf(long term) => (int)(term % Limits.TerminalSlots);

    /// <summary>A host that lies about terms must not make them run out: what is too far ahead of what is known is not heard.</summary>
    public static bool IsPlausible(long heard, long known) => EpochOf(heard) - EpochOf(known) <= Limits.EpochJump;
}

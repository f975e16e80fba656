namespace PowerController.Coordination.Sealing;

/// <summary>Names one start of one program: greater with each start, and not to be guessed to the last bit.</summary>
public static class BootId
{
    /// <param name="previous">The last one, as the host remembers it; 0 when it remembers none.</param>
    /// <param name="wall">Only so that a host that has lost its memory still gets a greater one; a wrong clock does no harm while the memory is there.</param>
    public static long Next(long previous, DateTimeOffset wall, ushort random)
    {
        var byClock = (Math.Clamp(wall.ToUnixTimeSeconds(), 0, uint.MaxValue) << 16) | random;
        var next = Math.Max(byClock, previous + 1);
        Require.That(next is > 0 and <= Datagram.Most, "A boot id fits in 48 bits.");
        return next;
    }
}

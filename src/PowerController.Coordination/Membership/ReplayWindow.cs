namespace PowerController.Coordination.Membership;

/// <summary>Which counters of one start of a sender were taken: the highest, and the 256 up to it.</summary>
/// <remarks>As wide as a burst of a terminal to a large site may be mixed up on its way; what is older than that is repeated anyway.</remarks>
public readonly record struct ReplayWindow(long Highest, UInt128 Newer, UInt128 Older)
{
    private const int Half = 128;

    public static ReplayWindow Empty => default;

    public bool IsNew(long counter)
    {
        if (counter > Highest)
            return true;
        var back = Highest - counter;
        return back switch
        {
            < Half => (Newer >> (int)back & 1) == 0,
            < 2 * Half => (Older >> (int)(back - Half) & 1) == 0,
            _ => false,
        };
    }

    public ReplayWindow With(long counter)
    {
        if (counter <= Highest)
        {
            var back = (int)(Highest - counter);
            return back < Half
                ? this with { Newer = Newer | (UInt128.One << back) }
                : this with { Older = Older | (UInt128.One << (back - Half)) };
        }

        var step = counter - Highest;
        return step switch
        {
            < Half => new ReplayWindow(counter, (Newer << (int)step) | 1, (Older << (int)step) | (Newer >> (int)(Half - step))),
            < 2 * Half => new ReplayWindow(counter, 1, Newer << (int)(step - Half)),
            _ => new ReplayWindow(counter, 1, 0),
        };
    }

    /// <summary>This one and every one before it counts as taken.</summary>
    public ReplayWindow Through(long counter)
    {
        var window = With(counter);
        var back = (int)(window.Highest - counter);
        return back < Half
            ? window with { Newer = window.Newer | (UInt128.MaxValue << back), Older = UInt128.MaxValue }
            : window with { Older = window.Older | (UInt128.MaxValue << (back - Half)) };
    }
}

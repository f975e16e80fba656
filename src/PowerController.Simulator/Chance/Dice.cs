namespace PowerController.Simulator.Chance;

/// <summary>Chance that is the same for ever: xoshiro256** seeded by SplitMix64. A seed of today tells the same story in ten years, which System.Random does not promise.</summary>
public sealed class Dice
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="stream">Streams of one seed are independent: one more throw in one of them changes nothing in the others.</param>
    public Dice(ulong seed, ulong stream)
    {
        var at = Mixed(seed) ^ Mixed(stream * 0xD1342543DE82EF95UL + 1);
        _a = Next(ref at);
        _b = Next(ref at);
        _c = Next(ref at);
        _d = Next(ref at);
    }

    public ulong Throw()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from the first to the last, both included.</summary>
    public long Between(long first, long last) =>
        // The high half of the product: the bias is below 2^-32 for every range a site has.
        first + (long)Math.BigMul(Throw(), (ulong)(last - first) + 1, out _);

    public int Below(int count) => (int)Between(0, count - 1);

    /// <summary>True this many times in a thousand.</summary>
    public bool Comes(int permille) => Between(0, 999) < permille;

    public T OneOf<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Seconds from the first to the last, as milliseconds.</summary>
    public long Seconds(long first, long last) => Between(first * 1000, last * 1000);

    private static ulong Mixed(ulong value)
    {
        var at = value;
        return Next(ref at);
    }

    private static ulong Next(ref ulong at)
    {
        at += 0x9E3779B97F4A7C15UL;
        var z = at;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}

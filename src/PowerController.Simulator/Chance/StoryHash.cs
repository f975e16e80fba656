namespace PowerController.Simulator.Chance;

/// <summary>A running hash over everything that happens: equal hashes, equal stories, without writing the story.</summary>
public struct StoryHash
{
    private ulong _state;

    public readonly ulong Value => _state;

    public void Add(long value)
    {
        _state = ulong.RotateLeft(_state ^ (ulong)value * 0x9E3779B97F4A7C15UL, 29) * 0xBF58476D1CE4E5B9UL;
    }

    public void Add(string text)
    {
        foreach (var letter in text)
            Add(letter);
    }
}

namespace PowerController.Devices.Polling;

/// <summary>
/// Who is due when: a ring of turns, each with the UPSes that are due in it, linked through themselves. Putting in, taking out and turning cost nothing
/// that grows with the number of UPSes, and nothing is allocated. Not for several threads at a time.
/// </summary>
internal sealed class PollWheel
{
    /// <summary>More turns than the longest interval has.</summary>
    public const int Turns = 256;

    private readonly WatchedUps?[] _first = new WatchedUps?[Turns];

    /// <summary>The turn that is next.</summary>
    public long Turn { get; private set; }

    public void Put(WatchedUps ups, long turn)
    {
        turn = Math.Clamp(turn, Turn, Turn + Turns - 1);
        ref var first = ref _first[turn % Turns];
        (ups.DueTurn, ups.Previous, ups.Next) = (turn, null, first);
        if (first is not null)
            first.Previous = ups;
        first = ups;
    }

    public void Take(WatchedUps ups)
    {
        if (ups.DueTurn < 0)
            return;
        if (ups.Previous is { } previous)
            previous.Next = ups.Next;
        else
            _first[ups.DueTurn % Turns] = ups.Next;
        if (ups.Next is { } next)
            next.Previous = ups.Previous;
        (ups.DueTurn, ups.Previous, ups.Next) = (-1, null, null);
    }

    /// <summary>One that is due in the present turn, taken out; null when there is none left.</summary>
    public WatchedUps? TakeDue()
    {
        var due = _first[Turn % Turns];
        if (due is not null)
            Take(due);
        return due;
    }

    /// <summary>Goes on to the next turn; nobody may be due in this one any more.</summary>
    public void GoOn() => Turn++;

    /// <summary>Goes on to a turn far ahead. Everybody must be taken out before.</summary>
    public void JumpTo(long turn) => Turn = turn;
}

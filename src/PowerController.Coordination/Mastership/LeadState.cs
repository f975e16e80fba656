namespace PowerController.Coordination.Mastership;

/// <summary>Who leads, as one terminal sees it.</summary>
/// <param name="Leads">This terminal does.</param>
/// <param name="Leader">The row of whom it follows; -1 when it knows of none.</param>
/// <param name="WaitSince">Since when nobody is known to lead.</param>
/// <param name="HeardTerm">The highest term that anybody has mentioned; a claim goes above it.</param>
/// <param name="ChallengedAt">While leading: since when a higher term than its own is spoken of.</param>
/// <param name="KnowsPast">It has a journal: it can not claim a term a second time. Without one it listens longer for what the nodes remember.</param>
/// <param name="Told">The term in which the decision was last told to stand by; -1 while it leads.</param>
public sealed record LeadState(bool Leads, int Leader, TimeSpan WaitSince, long HeardTerm, TimeSpan? ChallengedAt, bool KnowsPast, long Told)
{
    /// <summary>What an etcd says of the lead; null where there is none, or it has not answered yet.</summary>
    public LeaseWord? Lease { get; init; }

    public static LeadState Start(TimeSpan now, bool knowsPast) => new(false, -1, now, 0, null, knowsPast, -1);
}

/// <summary>Who holds the lease of the lead.</summary>
/// <param name="Holder">Null when nobody does.</param>
/// <param name="Until">After this moment it is not known any more, and counts for nothing.</param>
public sealed record LeaseWord(string? Holder, TimeSpan Until);

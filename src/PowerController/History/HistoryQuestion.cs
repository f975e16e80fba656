namespace PowerController.History;

internal enum HistoryStep
{
    Minute,
    Hour,
    Day,
}

internal enum HistoryForm
{
    Table,
    Csv,
    Json,
}

/// <summary>What is asked of the history.</summary>
internal sealed record HistoryQuestion(string? Ups, DateTimeOffset From, DateTimeOffset To, HistoryStep Step, bool Events, bool Runs)
{
    /// <summary>What would be right, when the question is none.</summary>
    public string? Mistake => this switch
    {
        { Events: true, Runs: true } => "--events and --runs exclude each other: give one of them.",
        { Ups: not null, Runs: true } => "--runs is about the whole site: leave the UPS away.",
        { Ups: null, Events: false, Runs: false } => "Say of which UPS: 'powerctl history UPS1'; or what happened at the site: 'powerctl history --events'.",
        _ => null,
    };

    /// <summary>As fine as a table of it is still read.</summary>
    public static HistoryStep Fitting(TimeSpan length) => length switch
    {
        _ when length <= TimeSpan.FromHours(3) => HistoryStep.Minute,
        _ when length <= TimeSpan.FromDays(14) => HistoryStep.Hour,
        _ => HistoryStep.Day,
    };
}

using PowerController.Model.Sites;

namespace PowerController.Runtime.History;

/// <summary>How the history is kept.</summary>
/// <param name="File">The SQLite file; relative to the directory of the program's state.</param>
/// <param name="Detail">How long every minute is kept.</param>
/// <param name="Hourly">How long the figures of every hour are kept.</param>
/// <param name="Postgres">Kept there instead of in the file.</param>
public sealed record HistorySettings(string File, TimeSpan Detail, TimeSpan Hourly, PostgresConnection? Postgres)
{
    /// <summary>The file grows no larger; then nothing more is written until the oldest is dropped.</summary>
    public long LargestFile { get; init; } = Limits.LargestHistory;

    public static HistorySettings Usual { get; } = new("history.db", Limits.DetailUsually, Limits.HourlyUsually, null);
}

/// <summary>A PostgreSQL database.</summary>
/// <param name="Tls">The connection is encrypted and the server's certificate is verified.</param>
public sealed record PostgresConnection(string Host, int Port, string Database, string User, SecretSource? Password, bool Tls);

using PowerController.Yaml.Binding;

namespace PowerController.Runtime.Configuration.Written;

[Noun("the history")]
internal sealed record HistoryDocument
{
    [Meaning("The SQLite file; a relative name counts from the directory of the program's state.", Usual = "history.db")]
    public string? File { get; init; }

    [Range("1d", "90d"), Meaning("How long every minute is kept.", Usual = "8d")]
    public TimeSpan? Detail { get; init; }

    [Range("8d", "3650d"), Meaning("How long least, mean and most of every hour are kept. Events are kept for ever.", Usual = "730d")]
    public TimeSpan? Hourly { get; init; }

    [Meaning("A PostgreSQL database; the history is kept there instead of in a file.")]
    public PostgresDocument? Postgres { get; init; }
}

[Noun("a PostgreSQL database")]
internal sealed record PostgresDocument
{
    [Meaning("Address of the server, or the directory of its local socket.")]
    public required string Host { get; init; }

    [Range(1, 65_535), Meaning("Port of the server.", Usual = 5432)]
    public int? Port { get; init; }

    [Meaning("Name of the database; its tables are made and migrated by the program itself.", Usual = "powercontroller")]
    public string? Database { get; init; }

    [Meaning("User to log in as; it owns the tables.", Usual = "powercontroller")]
    public string? User { get; init; }

    [Meaning("The user's password; without it the server must trust the connection.")]
    public SecretDocument? Password { get; init; }

    [Meaning("Encrypt, and verify the server's certificate for its name. Otherwise the server is encrypted to when it offers that, and believed.", Usual = false)]
    public bool? Tls { get; init; }
}

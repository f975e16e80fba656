using Npgsql;
using PowerController.Model.Sites;

namespace PowerController.Runtime.History.Postgres;

internal static class PostgresOpening
{
    /// <summary>An open connection, held as long as it works: one thread has it, so a pool would keep nothing ready that is needed.</summary>
    public static NpgsqlConnection Open(PostgresConnection settings, Func<SecretSource, string> secret)
    {
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Host,
            Port = settings.Port,
            Database = settings.Database,
            Username = settings.User,
            Password = settings.Password is { } source ? secret(source) : null,
            SslMode = settings.Tls ? SslMode.VerifyFull : SslMode.Prefer,
            Timeout = (int)Limits.DatabaseWait.TotalSeconds,
            CommandTimeout = (int)Limits.DatabaseCommand.TotalSeconds,
            Pooling = false,
            Timezone = "UTC",
            ApplicationName = "powercontroller",
        };
        var connection = new NpgsqlConnection(text.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

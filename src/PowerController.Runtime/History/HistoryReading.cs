using System.Net.Sockets;
using Npgsql;
using PowerController.Model.Sites;
using PowerController.Runtime.History.Postgres;
using PowerController.Runtime.History.Sqlite;

namespace PowerController.Runtime.History;

/// <summary>Opens the history for reading, where the settings say it is.</summary>
public static class HistoryReading
{
    /// <summary>The reader, or why there is none, in an operator's words.</summary>
    public static (IHistoryReader? Reader, string WhyNot) Open(HistorySettings settings, string stateDirectory, Func<SecretSource, string> secret)
    {
        var path = Path.Combine(stateDirectory, settings.File);
        try
        {
            if (settings.Postgres is { } database)
                return (PostgresHistoryReader.Open(database, secret), "");
            return File.Exists(path)
                ? (SqliteHistoryReader.Open(path), "")
                : (null, $"There is no history at {path}. It is written by 'powerctl run'; where its state is elsewhere, say so with --state.");
        }
        catch (SqliteFault fault)
        {
            return (null, $"The history {path} cannot be read: {fault.Reason}.");
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            return (null, settings.Postgres is { } database
                ? $"The history in the database {database.Database} on {database.Host} cannot be read: {failure.Message}."
                : $"The history {path} cannot be read: {failure.Message}.");
        }
    }
}

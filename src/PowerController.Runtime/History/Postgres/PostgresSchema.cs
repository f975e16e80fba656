using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using PowerController.Runtime.History.Samples;

namespace PowerController.Runtime.History.Postgres;

/// <summary>The tables of a database server, which people and other programs may read as well: plain columns, nothing packed.</summary>
internal static class PostgresSchema
{
    /// <summary>Of two programs that come at the same time one migrates and the other waits.</summary>
    private const long MigrationLock = 0x506f776572;

    /// <summary>Each step makes one version of the one before; a step that was ever released is never changed.</summary>
    private static readonly ImmutableArray<string> Steps =
    [
        $"""
        CREATE TABLE ups (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE sample (
            ups integer NOT NULL REFERENCES ups, at timestamptz NOT NULL, source text NOT NULL, conditions integer NOT NULL,
            {string.Join(", ", Measure.All.Select(measure => measure.Name + " real"))},
            PRIMARY KEY (ups, at));
        CREATE INDEX sample_at ON sample USING brin (at);
        CREATE TABLE hourly (
            ups integer NOT NULL REFERENCES ups, hour timestamptz NOT NULL, minutes integer NOT NULL, on_battery integer NOT NULL,
            {string.Join(", ", Measure.All.Select(measure => $"{measure.Name}_min real, {measure.Name}_mean real, {measure.Name}_max real"))},
            PRIMARY KEY (ups, hour));
        CREATE INDEX hourly_hour ON hourly USING brin (hour);
        CREATE TABLE diary (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, host text NOT NULL, series integer NOT NULL, number bigint NOT NULL, wall timestamptz NOT NULL,
            kind text NOT NULL, urgency text NOT NULL, subject text NOT NULL, text text NOT NULL, run text, who text, whence text, UNIQUE (host, series, number));
        CREATE INDEX diary_wall ON diary (wall);
        CREATE TABLE run (
            host text NOT NULL, term bigint NOT NULL, number integer NOT NULL, closed bigint NOT NULL, wall timestamptz NOT NULL, unit text NOT NULL,
            report jsonb NOT NULL, PRIMARY KEY (host, term, number, closed));
        """,
    ];

    public static int Version => Steps.Length;

    public static void BringUp(NpgsqlConnection database)
    {
        using var together = database.BeginTransaction();
        Run(database, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({MigrationLock})"));
        Run(database, "CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, since timestamptz NOT NULL DEFAULT now())");
        var version = VersionOf(database);
        if (version > Version)
            throw new NewerHistory(version, Version);
        for (; version < Version; version++)
        {
            Run(database, Steps[version]);
            Run(database, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_version (version) VALUES ({version + 1})"));
        }

        together.Commit();
    }

    public static int VersionOf(NpgsqlConnection database)
    {
        using var ask = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM schema_version", database);
        return (int)ask.ExecuteScalar()!;
    }

    private static void Run(NpgsqlConnection database, string sql)
    {
        using var command = new NpgsqlCommand(sql, database);
        command.ExecuteNonQuery();
    }
}

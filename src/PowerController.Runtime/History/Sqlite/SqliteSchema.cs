using System.Collections.Immutable;
using System.Globalization;

namespace PowerController.Runtime.History.Sqlite;

/// <summary>The tables, and how a file of an earlier version becomes one of this.</summary>
internal static class SqliteSchema
{
    /// <summary>Each step makes one version of the one before; a step that was ever released is never changed.</summary>
    private static readonly ImmutableArray<string> Steps =
    [
        """
        CREATE TABLE ups (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE minute (minute INTEGER PRIMARY KEY, samples BLOB NOT NULL);
        CREATE TABLE detail (hour INTEGER NOT NULL, ups INTEGER NOT NULL, samples BLOB NOT NULL, PRIMARY KEY (hour, ups)) WITHOUT ROWID;
        CREATE TABLE hourly (hour INTEGER NOT NULL, ups INTEGER NOT NULL, figures BLOB NOT NULL, PRIMARY KEY (hour, ups)) WITHOUT ROWID;
        CREATE TABLE diary (
            id INTEGER PRIMARY KEY, series INTEGER NOT NULL, number INTEGER NOT NULL, wall INTEGER NOT NULL, kind TEXT NOT NULL, urgency TEXT NOT NULL,
            subject TEXT NOT NULL, text TEXT NOT NULL, run TEXT, who TEXT, whence TEXT, UNIQUE (series, number));
        CREATE INDEX diary_wall ON diary (wall);
        CREATE TABLE run (term INTEGER NOT NULL, number INTEGER NOT NULL, closed INTEGER NOT NULL, wall INTEGER NOT NULL, unit TEXT NOT NULL, report TEXT NOT NULL,
            PRIMARY KEY (term, number, closed)) WITHOUT ROWID;
        """,
    ];

    public static int Version => Steps.Length;

    /// <summary>Makes the tables, or brings those of an earlier version up to this one.</summary>
    public static void BringUp(SqliteFile file, DateTimeOffset now)
    {
        file.Run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, since TEXT NOT NULL)");
        var version = VersionOf(file);
        if (version > Version)
            throw new NewerHistory(version, Version);
        for (; version < Version; version++)
        {
            file.Together(() =>
            {
                file.Run(Steps[version]);
                using var note = file.Prepare("INSERT INTO schema_version (version, since) VALUES (?, ?)");
                note.Bind(1, version + 1).Bind(2, now.ToString("u", CultureInfo.InvariantCulture)).Run();
            });
        }
    }

    public static int VersionOf(SqliteFile file)
    {
        using var ask = file.Prepare("SELECT coalesce(max(version), 0) FROM schema_version");
        ask.Step();
        return (int)ask.Number(0);
    }
}

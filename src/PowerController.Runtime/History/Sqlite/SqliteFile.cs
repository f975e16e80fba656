using SQLitePCL;

namespace PowerController.Runtime.History.Sqlite;

/// <summary>An open database file, for one thread.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly sqlite3 _database;

    private SqliteFile(sqlite3 database) => _database = database;

    /// <summary>Opens it for writing; made when it is not there.</summary>
    public static SqliteFile Open(string path) => Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);

    /// <summary>Opens it for reading beside a program that writes.</summary>
    public static SqliteFile OpenToRead(string path)
    {
        try
        {
            var file = Open(path, raw.SQLITE_OPEN_READONLY);
            try
            {
                // Opening touches nothing yet; this shows whether it can be read at all.
                using var touch = file.Prepare("SELECT count(*) FROM sqlite_master");
                touch.Step();
                return file;
            }
            catch (SqliteFault)
            {
                file.Dispose();
                throw;
            }
        }
        catch (SqliteFault fault) when (fault.Code is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY && !File.Exists(path + "-wal"))
        {
            // A reader that may not write the directory cannot share it with a writer; with nobody writing it is read as it lies there.
            return Open($"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1", raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);
        }
    }

    /// <summary>Runs statements that give nothing back.</summary>
    public void Run(string sql)
    {
        var code = raw.sqlite3_exec(_database, sql);
        if (code != raw.SQLITE_OK)
            throw Fault();
    }

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v2(_database, sql, out var statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(this, statement) : throw Fault();
    }

    /// <summary>All or nothing.</summary>
    public void Together(Action work)
    {
        Run("BEGIN IMMEDIATE");
        try
        {
            work();
            Run("COMMIT");
        }
        catch
        {
            // Some failures have rolled back by themselves; then this says so, which is no news.
            _ = raw.sqlite3_exec(_database, "ROLLBACK");
            throw;
        }
    }

    public SqliteFault Fault() => new(raw.sqlite3_extended_errcode(_database), raw.sqlite3_errmsg(_database).utf8_to_string());

    public void Dispose() => raw.sqlite3_close_v2(_database);

    private static SqliteFile Open(string path, int flags)
    {
        SqliteLibrary.Ready();
        var code = raw.sqlite3_open_v2(path, out var database, flags, null);
        if (code != raw.SQLITE_OK)
        {
            database?.Dispose();
            throw new SqliteFault(code, $"{path} cannot be opened: {raw.sqlite3_errstr(code).utf8_to_string()}");
        }

        _ = raw.sqlite3_busy_timeout(database, (int)Limits.LockedFileWait.TotalMilliseconds);
        return new SqliteFile(database);
    }
}

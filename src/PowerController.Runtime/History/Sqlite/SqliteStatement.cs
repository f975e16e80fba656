using SQLitePCL;

namespace PowerController.Runtime.History.Sqlite;

/// <summary>A prepared statement: bind, step, read, reset.</summary>
internal sealed class SqliteStatement(SqliteFile file, sqlite3_stmt statement) : IDisposable
{
    public SqliteStatement Bind(int at, long value) => Checked(raw.sqlite3_bind_int64(statement, at, value));

    public SqliteStatement Bind(int at, string? value) =>
        Checked(value is null ? raw.sqlite3_bind_null(statement, at) : raw.sqlite3_bind_text(statement, at, value));

    public SqliteStatement Bind(int at, ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(statement, at, value));

    /// <summary>True with a row.</summary>
    public bool Step() => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        _ => throw Failed(),
    };

    /// <summary>For a statement that gives nothing back.</summary>
    public void Run()
    {
        Step();
        raw.sqlite3_reset(statement);
    }

    public void Reset() => raw.sqlite3_reset(statement);

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => raw.sqlite3_finalize(statement);

    private SqliteStatement Checked(int code) => code == raw.SQLITE_OK ? this : throw file.Fault();

    private SqliteFault Failed()
    {
        var fault = file.Fault();
        raw.sqlite3_reset(statement);
        return fault;
    }
}

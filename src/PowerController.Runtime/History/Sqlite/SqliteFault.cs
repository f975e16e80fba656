using SQLitePCL;

namespace PowerController.Runtime.History.Sqlite;

/// <summary>What SQLite could not do.</summary>
/// <param name="code">Its extended result code.</param>
internal sealed class SqliteFault(int code, string message) : IOException(message)
{
    private const int PrimaryCode = 0xFF;

    public int Code => code & PrimaryCode;

    /// <summary>The file is damaged or no database: it will not get better.</summary>
    public bool IsCorrupt => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>In an operator's words.</summary>
    public string Reason => Code switch
    {
        raw.SQLITE_FULL => "the disk is full",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program has locked the file",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "the file is damaged",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => "the file may not be written",
        raw.SQLITE_CANTOPEN => "the file cannot be opened",
        _ => Message,
    };
}

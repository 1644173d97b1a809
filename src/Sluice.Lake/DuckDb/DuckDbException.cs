namespace Sluice.Lake.DuckDb;

/// <summary>A statement that DuckDB refused or that failed. The message is DuckDB's own.</summary>
public sealed class DuckDbException(string message, DuckDbErrorType type, string sql) : Exception(message)
{
    /// <summary>The class of the error.</summary>
    public DuckDbErrorType Type { get; } = type;

    /// <summary>The statement that failed.</summary>
    public string Sql { get; } = sql;
}

namespace Sluice.Sql;

/// <summary>A SQL file's one statement: a query, or an INSERT INTO taken apart into its target and its query.</summary>
public sealed record SqlStatement
{
    /// <summary>The whole statement as written, without a semicolon at its end.</summary>
    public required string Text { get; init; }

    /// <summary>The query: what follows the target of an INSERT INTO, else the statement.</summary>
    public required string Query { get; init; }

    /// <summary>Where an INSERT INTO writes; null for a query.</summary>
    public SqlInsertTarget? Target { get; init; }

    /// <summary>The line that the statement begins on, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The line that the query begins on, from 1.</summary>
    public required int QueryLine { get; init; }

    /// <summary>Reads a file's statement: SELECT, WITH … SELECT, or INSERT INTO … SELECT. Placeholders have to be rendered.</summary>
    /// <exception cref="SqlErrorException">There is none, more than one, or one of another kind.</exception>
    public static SqlStatement Read(string file, string sql) => new SqlStatementReader(file, sql).Read();
}

namespace Sluice.Sql;

/// <summary>Where an INSERT INTO writes.</summary>
/// <param name="Database">Lower case; null when the statement leaves it to the database that it runs in.</param>
/// <param name="Table">Lower case.</param>
/// <param name="Columns">The columns it names, lower case; null when it names none and so fills them in the table's order.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record SqlInsertTarget(string? Database, string Table, IReadOnlyList<string>? Columns, int Line);

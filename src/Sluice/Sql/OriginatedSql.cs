namespace Sluice.Sql;

/// <summary>A statement for Athena, and where the text of the user's file stands in it.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Origin">Where the file's text is.</param>
public readonly record struct OriginatedSql(string Sql, SqlOrigin Origin);

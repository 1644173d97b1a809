using System.Globalization;
using NodaTime;
using Sluice.Runs;

namespace Sluice.Sql;

/// <summary>A value for a placeholder: it comes with its type, so that it is quoted by it.</summary>
public readonly record struct SqlValue
{
    private SqlValue(string sql) => Sql = sql;

    /// <summary>The value as SQL, quotes included.</summary>
    public string Sql { get; }

    /// <summary>A date: <c>DATE '2026-11-21'</c>.</summary>
    public static SqlValue Date(LocalDate value) => new($"DATE '{ExecDate.Format(value)}'");

    /// <summary>A text: <c>'it''s'</c>.</summary>
    public static SqlValue Text(string value) => new($"'{value.Replace("'", "''", StringComparison.Ordinal)}'");

    /// <summary>A name of a database, table or column: <c>"landing_db_dev"</c>.</summary>
    public static SqlValue Identifier(string value) =>
        value.Length > 0
            ? new($"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
            : throw new ArgumentException("An identifier cannot be empty.", nameof(value));

    /// <summary>A table with its database: <c>"landing_db_dev"."sales"</c>.</summary>
    public static SqlValue Table(string database, string table) => new($"{Identifier(database)}.{Identifier(table)}");

    /// <summary>A whole number.</summary>
    public static SqlValue Integer(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The value as SQL.</summary>
    public override string ToString() => Sql;
}

namespace Sluice.Lake.Glue.Crawlers;

/// <summary>Tables in a database that a crawler looks at.</summary>
public sealed record JdbcTarget
{
    /// <summary>The connection to the database.</summary>
    public string? ConnectionName { get; init; }

    /// <summary>Which tables: <c>database/schema/table</c>, where <c>%</c> stands for any letters.</summary>
    public string? Path { get; init; }

    /// <summary>Patterns of what to leave out; the lake knows none, so the list is empty.</summary>
    public IReadOnlyList<string>? Exclusions { get; init; }
}

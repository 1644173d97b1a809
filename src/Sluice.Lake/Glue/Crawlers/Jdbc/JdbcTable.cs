using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Crawlers.Jdbc;

/// <summary>A table of a database, as a crawler found it.</summary>
/// <param name="Database">Its database.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns in their order, with Glue's types.</param>
internal sealed record JdbcTable(string Database, string Schema, string Name, IReadOnlyList<GlueColumn> Columns)
{
    /// <summary>Where the catalog says it is: <c>database.schema.table</c>.</summary>
    internal string Location => $"{Database}.{Schema}.{Name}";
}

using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Model;

/// <summary>A database as Athena's metadata operations show it.</summary>
internal sealed record Database(string Name, string? Description, IReadOnlyDictionary<string, string>? Parameters)
{
    /// <summary>From the catalog's database.</summary>
    public static Database Of(GlueDatabase database) => new(database.Name, database.Description, database.Parameters);
}

using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect;

namespace Sluice.Lake.Athena.Execution;

/// <summary>A place in a statement's tree that names a table.</summary>
/// <param name="Node">The tree's node.</param>
internal sealed record TableReference(JsonObject Node)
{
    public string Catalog => TreeNode.Text(Node, "catalog_name") ?? "";

    public string Schema => TreeNode.Text(Node, "schema_name") ?? "";

    public string Table => TreeNode.Text(Node, "table_name") ?? "";

    /// <summary>The UTF-8 offset of the name in DuckDB's text of the statement.</summary>
    public long Location => Node["query_location"] is JsonValue value && value.TryGetValue<long>(out var location) ? location : 0;
}

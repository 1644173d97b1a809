using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Glue.Jobs.Scripts.Spark;

/// <summary>Makes DuckDB's SQL of Spark's: first its words (<see cref="SparkText"/>), then its tree (<see cref="SparkRewriter"/>).</summary>
internal sealed class SparkDialect(EngineSession engine)
{
    private static readonly System.Text.Json.JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    /// <summary>The query in DuckDB's words.</summary>
    /// <param name="sql">One query, in Spark's.</param>
    /// <param name="views">The temporary views that there are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="JobFailedException">It is wrong, or needs what the lake does not know.</exception>
    public string Translate(string sql, IReadOnlySet<string> views, CancellationToken cancellationToken)
    {
        var statement = Parse(SparkText.ToDuckDb(sql), cancellationToken);
        CheckTables(statement, views);
        SparkRewriter.Rewrite(statement);
        var tree = new JsonObject { ["error"] = false, ["statements"] = new JsonArray(statement.DeepClone()) };
        return (string)engine.Scalar($"SELECT json_deserialize_sql({DuckDbSql.Literal(tree.ToJsonString())}::JSON)", cancellationToken)!; // never NULL
    }

    private JsonObject Parse(string sql, CancellationToken cancellationToken)
    {
        var text = (string)engine.Scalar($"SELECT json_serialize_sql({DuckDbSql.Literal(sql)})", cancellationToken)!; // never NULL for a text
        var parsed = (JsonObject)JsonNode.Parse(text, documentOptions: Deep)!;
        if ((bool)parsed["error"]!)
        {
            var message = (string)parsed["error_message"]!;
            throw new JobFailedException(message.Contains("Only SELECT", StringComparison.Ordinal)
                ? "sql_text must be one query (SELECT or WITH): its result is what is written."
                : $"sql_text is not a query: {message}");
        }

        return parsed["statements"] is JsonArray { Count: 1 } statements
            ? (JsonObject)statements[0]!
            : throw new JobFailedException("sql_text holds several statements: it must be one query.");
    }

    private static void CheckTables(JsonObject statement, IReadOnlySet<string> views)
    {
        var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in Nodes(statement))
        {
            foreach (var entry in (node["cte_map"]?["map"] as JsonArray ?? []).OfType<JsonObject>())
            {
                own.Add(TreeNode.Text(entry, "key") ?? "");
            }
        }

        foreach (var node in Nodes(statement))
        {
            switch (TreeNode.Text(node, "type"))
            {
                case "TABLE_FUNCTION":
                    throw new JobFailedException($"the lake does not know the table function {TreeNode.Text(node["function"], "function_name")} of Spark.");
                case "BASE_TABLE" when TreeNode.Text(node, "table_name") is { } name && !views.Contains(name) && !own.Contains(name):
                    throw new JobFailedException(
                        $"the SQL names the table {name}, which nothing provides: it is none of its tables ({string.Join(", ", views.Order(StringComparer.Ordinal))}). Add it to \"tables\" with its s3_path.");
            }
        }
    }

    private static IEnumerable<JsonObject> Nodes(JsonNode? node) => node switch
    {
        JsonObject value => value.SelectMany(static member => Nodes(member.Value)).Prepend(value),
        JsonArray items => items.SelectMany(Nodes),
        _ => [],
    };
}

using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect;
using Sluice.Lake.Athena.Dialect.Analysis;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Execution;

/// <summary>Makes a user's query runnable: parses it, gives DuckDB the tables that it names, checks it, and counts what it will read.</summary>
internal sealed class SelectPlanner(IGlueCatalog catalog, TableRelations relations, string lakeFolder)
{
    /// <summary>Athena's name for the Glue catalog.</summary>
    public const string CatalogName = "awsdatacatalog";

    /// <summary>Plans a query.</summary>
    /// <param name="session">Where it will run.</param>
    /// <param name="sql">The statement; what is not part of the query is blank, so that places stay the user's.</param>
    /// <param name="database">The database of unqualified names.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="QueryFailure">The query is wrong.</exception>
    public SelectPlan Plan(EngineSession session, string sql, string database, CancellationToken cancellationToken)
    {
        var translated = TrinoDialect.Translate(sql, database);
        var failures = new FailureTranslator(translated, lakeFolder);
        var tree = Parse(session, translated, cancellationToken);
        failures.Tree = (JsonObject)tree.DeepClone();
        RefuseTableFunctions(tree, failures);
        var withPath = HiddenColumns.NamesPath(tree);
        var tables = new Dictionary<(string, string), GlueTable>();
        var columns = new Dictionary<(string, string), IReadOnlyList<RelationColumn>>();
        foreach (var reference in TableReferences.Of(tree).OrderBy(static reference => reference.Location))
        {
            var table = Resolve(reference, database, translated);
            var key = (table.DatabaseName.ToLowerInvariant(), table.Name.ToLowerInvariant());
            if (tables.TryAdd(key, table))
            {
                relations.CheckReadable(table);
                columns[key] = Columns(table, withPath);
            }

            if (TreeNode.Text(reference.Node, "alias") == "")
            {
                reference.Node["alias"] = reference.Table;
            }

            (reference.Node["catalog_name"], reference.Node["schema_name"], reference.Node["table_name"]) = (CatalogName, key.Item1, key.Item2);
        }

        var analyzer = new QueryAnalyzer(translated, (schema, name) => columns.GetValueOrDefault((schema, name)));
        var analyzed = analyzer.Analyze(tree);
        new TreeRewriter(analyzer.Types).Rewrite(tree);
        var statement = new JsonObject { ["error"] = false, ["statements"] = new JsonArray(tree.DeepClone()) };
        return failures.Watch(() =>
        {
            session.Connection.Execute(TrinoFunctions.Needed(tree), cancellationToken);
            var pruner = new PartitionPruner(session, TableReferences.Of(tree));
            var plans = tables.Values.Select(table => Define(session, table, withPath, pruner, failures, cancellationToken)).ToList();
            var executable = (string)session.Scalar(
                $"SELECT json_deserialize_sql({DuckDbSql.Literal(statement.ToJsonString())})", cancellationToken)!; // never NULL for a tree
            var columns = Columns(session, executable, analyzed, cancellationToken);
            var explained = Explain(session, executable, cancellationToken);
            return new SelectPlan
            {
                Sql = executable,
                Columns = columns,
                Failures = failures,
                Bytes = ScannedBytes.Of(explained, plans),
            };
        });
    }

    private static JsonObject Parse(EngineSession session, TranslatedSql translated, CancellationToken cancellationToken)
    {
        var text = (string)session.Scalar(
            $"SELECT json_serialize_sql({DuckDbSql.Literal(translated.Sql)})", cancellationToken)!; // never NULL for a text
        var parsed = (JsonObject)JsonNode.Parse(text, documentOptions: new System.Text.Json.JsonDocumentOptions { MaxDepth = 1000 })!;
        if ((bool)parsed["error"]!)
        {
            _ = long.TryParse((string?)parsed["position"], out var position);
            throw QueryFailure.Syntax(translated.Original, translated.OriginalOffset(position), (string)parsed["error_message"]!);
        }

        return (JsonObject)parsed["statements"]![0]!;
    }

    private static void RefuseTableFunctions(JsonNode? node, FailureTranslator failures)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    RefuseTableFunctions(item, failures);
                }

                break;
            case JsonObject value:
                // DuckDB has functions that read any file of the machine; Athena has none of them.
                if (TreeNode.Text(value, "type") == "TABLE_FUNCTION" && TreeNode.Text(value["function"], "function_name") is { } name && name != "unnest")
                {
                    throw failures.At("FUNCTION_NOT_FOUND", value, $"Table function '{name}' not registered");
                }

                foreach (var (_, child) in value)
                {
                    RefuseTableFunctions(child, failures);
                }

                break;
        }
    }

    private GlueTable Resolve(TableReference reference, string database, TranslatedSql translated)
    {
        QueryFailure Missing(string code, string message) =>
            QueryFailure.At(code, translated.Original, translated.OriginalOffset(reference.Location), message);
        if (reference.Catalog.Length > 0 && !reference.Catalog.Equals(CatalogName, StringComparison.OrdinalIgnoreCase))
        {
            throw Missing("CATALOG_NOT_FOUND", $"Catalog '{reference.Catalog.ToLowerInvariant()}' does not exist");
        }

        var schema = (reference.Schema.Length > 0 ? reference.Schema : database).ToLowerInvariant();
        var name = reference.Table.ToLowerInvariant();
        if (schema == "information_schema")
        {
            throw QueryFailure.NotSupported("queries on information_schema (use Glue's GetTables, or SHOW statements)");
        }

        if (catalog.FindDatabase(schema) is null)
        {
            throw Missing("SCHEMA_NOT_FOUND", $"Schema '{schema}' does not exist");
        }

        return catalog.FindTable(schema, name)
            ?? throw Missing("TABLE_NOT_FOUND", $"Table '{CatalogName}.{schema}.{name}' does not exist");
    }

    private RelationPlan Define(
        EngineSession session, GlueTable table, bool withPath, PartitionPruner pruner, FailureTranslator failures, CancellationToken cancellationToken)
    {
        var partitions = catalog.Partitions(table.DatabaseName, table.Name);
        var files = TableFiles.List(relations.Store, table, partitions, pruner.Prune(table, partitions, cancellationToken));
        var plan = relations.Plan(session.Connection, table, files, withPath, cancellationToken);
        failures.Know(plan.Files);
        if (relations.Format(table) is ParquetFormat)
        {
            failures.IsDamaged ??= file => ParquetFormat.IsDamaged(session.Connection, file, cancellationToken);
        }

        var schema = DuckDbSql.Identifier(table.DatabaseName.ToLowerInvariant());
        session.Connection.Execute(
            $"CREATE SCHEMA IF NOT EXISTS {CatalogName}.{schema}; "
            + $"CREATE VIEW {CatalogName}.{schema}.{DuckDbSql.Identifier(table.Name.ToLowerInvariant())} AS {plan.Sql}",
            cancellationToken);
        return plan;
    }

    private static List<RelationColumn> Columns(GlueTable table, bool withPath)
    {
        var columns = TableColumn.Of(table, table.StorageDescriptor?.Columns).Concat(TableColumn.Of(table, table.PartitionKeys))
            .Select(static column => new RelationColumn(column.Name, TrinoType.Parse(column.Type.Trino)));
        return [.. withPath ? columns.Append(new RelationColumn(HiddenColumns.Path, TrinoType.Parse("varchar"))) : columns];
    }

    /// <summary>The query's columns. A NULL without a type, which DuckDB's results call an integer, fits where any type is wanted.</summary>
    private static IReadOnlyList<DuckDbField> Columns(
        EngineSession session, string sql, IReadOnlyList<RelationColumn>? analyzed, CancellationToken cancellationToken)
    {
        using var result = session.Connection.Query($"SELECT * FROM ({sql}) LIMIT 0", cancellationToken);
        return analyzed?.Count != result.Columns.Count
            ? result.Columns
            : [.. result.Columns.Zip(analyzed, static (column, known) =>
                column.Type.Id == DuckDbTypeId.Integer && known.Type?.Name == "unknown" ? column with { Type = new DuckDbType { Id = DuckDbTypeId.SqlNull } } : column)];
    }

    private static JsonArray Explain(EngineSession session, string sql, CancellationToken cancellationToken)
    {
        using var result = session.Connection.Query($"EXPLAIN (FORMAT json) {sql}", cancellationToken);
        var text = (string)result.Rows().First()[1]!; // the plan is never NULL
        return (JsonArray)JsonNode.Parse(text, documentOptions: new System.Text.Json.JsonDocumentOptions { MaxDepth = 1000 })!;
    }
}

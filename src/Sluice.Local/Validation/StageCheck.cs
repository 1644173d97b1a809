using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Sql;
using Sluice.Stages;

namespace Sluice.Local.Validation;

/// <summary>
/// Finds what is wrong with the SQL of a pipeline's stages in Athena, in their order: each dataset's SQL runs on empty tables with the
/// columns of its inputs, and its own columns are those of the inputs after it.
/// </summary>
/// <param name="lake">Where it runs, with the configured tables.</param>
/// <param name="tables">The configured tables of all pipelines.</param>
/// <param name="crawled">What crawlers may make.</param>
/// <param name="isLeftOut">Whether only a run can tell that a query fails for this reason.</param>
/// <param name="tablesAreKnown">Whether these are all pipelines.</param>
internal sealed class StageCheck(
    EmptyLake lake, IReadOnlyList<TablePlan> tables, CrawledTables crawled, Func<string, bool> isLeftOut, bool tablesAreKnown)
{
    /// <summary>Where the tables of inputs are; there whatever is configured.</summary>
    public static readonly DatabasePlan Database = new("processed_db_dev", Zone.Processed, "s3://processed/");

    private readonly List<ConfigurationError> problems = [];

    /// <summary>The columns of what stages have written, by folder; null where they are not known.</summary>
    private readonly Dictionary<string, IReadOnlyList<ColumnConfiguration>?> written = new(StringComparer.Ordinal);

    /// <summary>What is wrong.</summary>
    public async Task<IReadOnlyList<ConfigurationError>> FindAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        foreach (var dataset in plan.Steps.Where(static step => step.Kind == StepKind.Athena).SelectMany(static step => step.Datasets))
        {
            var file = StageFiles.Places(plan.Pipeline, dataset.SqlFile)[^1];
            try
            {
                written[Folder(dataset.S3Target)] = Bind(dataset, file) is { } inputs
                    ? await ColumnsAsync(dataset, file, StageSql.Of(dataset, inputs), cancellationToken)
                    : null;
            }
            catch (SqlErrorException error)
            {
                problems.Add(new ConfigurationError(file, error.Line, "", error.Problem));
                written[Folder(dataset.S3Target)] = null;
            }
        }

        return problems;
    }

    /// <summary>A dataset's inputs as tables; null when the columns of one are not known.</summary>
    private List<StageInput>? Bind(StageDataset dataset, string file)
    {
        var inputs = dataset.Tables.Select(table => Bind(dataset, table, file)).ToList();
        return inputs.Contains(null) ? null : inputs.OfType<StageInput>().ToList();
    }

    private StageInput? Bind(StageDataset dataset, StageTable input, string file)
    {
        var location = Folder(input.S3Path);
        if (written.TryGetValue(location, out var columns))
        {
            return columns is null ? null : Create(input, location, TableStorage.Of(TableFormat.Parquet), columns);
        }

        var known = tables.Where(table => LiesAt(Around(table), location)).MaxBy(static table => table.Location.Length);
        if (known is not null)
        {
            return Folder(known.Location) == location
                ? new StageInput(input.TableName, known.Database, known.Name)
                : Create(input, location, known.Storage, known.Columns);
        }

        if (tablesAreKnown && !crawled.MayLookAt(location))
        {
            problems.Add(new ConfigurationError(
                file,
                StageTables.LineOf(dataset, input.TableName),
                "",
                $"Nobody knows the columns of the table '{input.TableName}' of '{dataset.SqlName}': no stage before it writes {input.S3Path}, no table " +
                "of a pipeline lies there, and no crawler looks there. Configure a table or a crawler for it."));
        }

        return null;
    }

    /// <summary>The folder that a table's rows lie below: each run of a table without partitions points it at a folder in there.</summary>
    private static string Around(TablePlan table)
    {
        var folder = Folder(table.Location);
        return folder.EndsWith("/" + TablePlan.BeforeAnyRun, StringComparison.Ordinal) ? folder[..^TablePlan.BeforeAnyRun.Length] : folder;
    }

    // As RunStageAthena looks for the table of a folder: there, or around its partitions.
    private static bool LiesAt(string folder, string location) =>
        location.StartsWith(folder, StringComparison.Ordinal)
        && location[folder.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).All(static part => part.Contains('=', StringComparison.Ordinal));

    private StageInput Create(StageTable input, string location, TableStorage storage, IReadOnlyList<ColumnConfiguration> columns)
    {
        var name = lake.NewName("stage_input");
        lake.Create(Database.Name, name, location, storage, columns, []);
        return new StageInput(input.TableName, Database.Name, name);
    }

    /// <summary>The columns of a dataset; null when its SQL is wrong, or when only a run can tell.</summary>
    private async Task<IReadOnlyList<ColumnConfiguration>?> ColumnsAsync(StageDataset dataset, string file, StageSql sql, CancellationToken cancellationToken)
    {
        if (await RunAsync(dataset, file, sql.Columns, cancellationToken) is not { } result)
        {
            return null;
        }

        var columns = result["ResultSet"]!["ResultSetMetadata"]!["ColumnInfo"]!.AsArray(); // results always have it
        var withParts = columns.Where(static column => StageColumnType.HasParts(Text(column, "Type"))).Select(static column => Text(column, "Name")).ToList();
        if (withParts.Count == 0)
        {
            return Columns(file, columns, []);
        }

        if (await RunAsync(dataset, file, sql.Types(withParts), cancellationToken) is not { } typed)
        {
            return null;
        }

        var types = typed["ResultSet"]!["Rows"]![1]!["Data"]!.AsArray(); // one row, below the names
        return Columns(file, columns, withParts.Zip(types, static (name, type) => (name, Text(type, "VarCharValue"))).ToDictionary());
    }

    /// <summary>What a dataset's query answers; null, and a problem, when it fails.</summary>
    private async Task<JsonObject?> RunAsync(StageDataset dataset, string file, OriginatedSql query, CancellationToken cancellationToken)
    {
        var (result, reason) = await lake.RunAsync(query.Sql, Database.Name, cancellationToken);

        // A table that is not listed is reported where the list is checked.
        if (result is null
            && !isLeftOut(reason!) && !(reason!.StartsWith("TABLE_NOT_FOUND", StringComparison.Ordinal) && StageTables.LacksAny(dataset))) // one of the two is there
        {
            problems.Add(new ConfigurationError(file, query.Origin.LineOf(reason!), "", AthenaReason.WithoutPlace(reason!)));
        }

        return result;
    }

    private List<ColumnConfiguration>? Columns(string file, JsonArray columns, Dictionary<string, string> types)
    {
        var found = new List<ColumnConfiguration>();
        foreach (var column in columns)
        {
            var name = Text(column, "Name");
            var type = types.GetValueOrDefault(name) ?? Text(column, "Type");
            try
            {
                found.Add(new ColumnConfiguration(
                    name,
                    types.ContainsKey(name) ? StageColumnType.OfTypeof(type) : StageColumnType.Of(type, (int?)column!["Precision"] ?? 0, (int?)column["Scale"] ?? 0)));
            }
            catch (FormatException problem)
            {
                problems.Add(new ConfigurationError(file, null, "", $"The column '{name}' is of the type '{type}', which a stage in Athena cannot write: {problem.Message}"));
                return null;
            }
        }

        return found;
    }

    private static string Text(JsonNode? node, string name) => (string?)node?[name] ?? "";

    private static string Folder(string location) => location.TrimEnd('/') + "/";
}

using System.Text.RegularExpressions;
using Sluice.Configuration;
using Sluice.Lake.Template.Resources;
using Sluice.Planning;
using Sluice.Sql;

namespace Sluice.Local.Validation;

/// <summary>
/// Finds what is wrong with pipelines' SQL without running them: each statement runs in the lake's Athena on tables that are
/// there as configured, and empty.
/// </summary>
internal sealed partial class SqlCheck : IAsyncDisposable
{
    private readonly EmptyLake lake;
    private readonly IReadOnlyList<TablePlan> tables;
    private readonly CrawledTables crawled;
    private readonly bool tablesAreKnown;

    private SqlCheck(EmptyLake lake, IReadOnlyList<TablePlan> tables, CrawledTables crawled, bool tablesAreKnown) =>
        (this.lake, this.tables, this.crawled, this.tablesAreKnown) = (lake, tables, crawled, tablesAreKnown);

    /// <summary>Makes a lake with the configured tables.</summary>
    /// <param name="plans">A run of each pipeline that can be planned.</param>
    /// <param name="crawlers">The template's crawlers.</param>
    /// <param name="tablesAreKnown">Whether these are all pipelines: else a table may be one of a pipeline that cannot be planned.</param>
    internal static async Task<SqlCheck> CreateAsync(IReadOnlyList<RunPlan> plans, IReadOnlyList<CrawlerResource> crawlers, bool tablesAreKnown)
    {
        IReadOnlyList<TablePlan> tables = [.. plans.SelectMany(static plan => plan.Tables).DistinctBy(static table => (table.Database, table.Name))];
        var check = new SqlCheck(new EmptyLake(), tables, new CrawledTables(plans, crawlers), tablesAreKnown);
        try
        {
            check.CreateTables(plans);
            return check;
        }
        catch
        {
            await check.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is wrong with a pipeline's SQL: the file, relative to its folder, the line where one can be named, and Athena's reason.</summary>
    internal async Task<IReadOnlyList<ConfigurationError>> FindAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        // The parts of a range have the same text.
        var statements = plan.Statements.DistinctBy(static statement => (statement.SqlFile, statement.Table))
            .Select(static statement => (File: statement.SqlFile, statement.Sql, statement.Origin))
            .Concat(plan.Results.Select(static result => (File: result.SqlFile, result.Sql, result.Origin)))
            .Concat(plan.Checks.Select(static check => (File: check.SqlFile ?? "pipeline.json", check.Sql, check.Origin)));
        var problems = new List<ConfigurationError>();
        foreach (var (file, sql, origin) in statements)
        {
            var (_, reason) = await lake.RunAsync(sql, database: null, cancellationToken);
            if (reason is not null && !IsLeftOut(reason))
            {
                problems.Add(new ConfigurationError(file, origin?.LineOf(reason), "", AthenaReason.WithoutPlace(reason)));
            }
        }

        var stages = await new StageCheck(lake, tables, crawled, IsLeftOut, tablesAreKnown).FindAsync(plan, cancellationToken);
        return [.. problems.Concat(stages).Distinct()];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => lake.DisposeAsync();

    /// <summary>What only a run, or AWS, can tell: a table that a crawler makes, and what Athena knows and the lake does not.</summary>
    private bool IsLeftOut(string reason) =>
        reason.StartsWith("NOT_SUPPORTED", StringComparison.Ordinal)
        || (MissingTable().Match(reason) is { Success: true } missing
            && (!tablesAreKnown || crawled.MayHave(missing.Groups["database"].Value, missing.Groups["table"].Value)));

    private void CreateTables(IReadOnlyList<RunPlan> plans)
    {
        foreach (var database in plans.SelectMany(static plan => plan.Databases).Append(StageCheck.Database).DistinctBy(static database => database.Name))
        {
            lake.Create(database);
        }

        foreach (var table in tables)
        {
            Create(table, table.Name, table.Location);
        }

        // Of a table that two pipelines replace, which is an error, one will do.
        foreach (var (plan, staged) in plans.SelectMany(static plan => plan.StagedTables.Select(staged => (plan, staged)))
            .DistinctBy(static pair => (pair.staged.Database, pair.staged.StagedTable)))
        {
            Create(plan.Table(staged.Database, staged.Table), staged.StagedTable, staged.Location);
        }
    }

    private void Create(TablePlan table, string name, string location) =>
        lake.Create(table.Database, name, location, table.Storage, table.Columns, table.PartitionKeys);

    [GeneratedRegex(@"^TABLE_NOT_FOUND: .*Table 'awsdatacatalog\.(?<database>[^.']+)\.(?<table>[^']+)' does not exist")]
    private static partial Regex MissingTable();
}

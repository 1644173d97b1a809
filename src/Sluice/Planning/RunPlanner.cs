using Sluice.Configuration;
using Sluice.Runs;

namespace Sluice.Planning;

/// <summary>Works out a run: configuration, SQL and the stage's names in, <see cref="RunPlan"/> out.</summary>
public static class RunPlanner
{
    /// <summary>Plans a run.</summary>
    /// <param name="configuration">The pipeline.</param>
    /// <param name="request">The run asked for.</param>
    /// <param name="environment">The stage's names.</param>
    /// <param name="sqlTexts">The text of each of <see cref="PipelineConfiguration.SqlFiles"/>.</param>
    /// <exception cref="ConfigurationException">SQL or configuration do not fit; lists everything that does not.</exception>
    /// <exception cref="RunRequestException">The done-file lies in another dataset's folder.</exception>
    public static RunPlan Plan(
        PipelineConfiguration configuration,
        RunRequest request,
        RunEnvironment environment,
        IReadOnlyDictionary<string, string> sqlTexts)
    {
        if (request.ToDate > request.ExecDate && configuration.Etl.All(etl => etl.DateRange is null))
        {
            throw new RunRequestException(
                $"The input's field 'to_date' is {ExecDate.Format(request.ToDate.Value)}, but a run of '{request.Pipeline}' covers its exec_date alone: "
                + "none of its statements has a \"date_range\". Start a run for each date.");
        }

        var doneFile = DoneFile(configuration, request);
        IReadOnlyList<TablePlan> tables = [.. configuration.Tables.Select(table => Table(table, environment))];
        var statements = new StatementPlanner(configuration, request, environment, tables).Plan(sqlTexts);
        var stagedTables = StagedTables(statements, request, environment);
        tables = [.. tables.Select(table => WithFirstLocation(table, statements))];
        return new RunPlan
        {
            Pipeline = request.Pipeline,
            ExecDate = request.ExecDate,
            RunId = request.RunId,
            ExecutionName = request.ExecutionName,
            Order = request.Order,
            Stage = environment.Stage,
            Trigger = request.Trigger,
            IncomingFolder = doneFile?.Folder,
            CompletedKey = doneFile?.CompletedKey,
            Incoming = [.. configuration.Incoming.Select(incoming => Incoming(incoming, configuration, request, environment))],
            Databases = Databases(configuration, environment),
            Tables = tables,
            Crawlers = [.. configuration.Crawlers.Select(crawler => Crawler(crawler, configuration.Name, environment))],
            StagedTables = stagedTables,
            Statements = statements,
            Results = new ResultPlanner(configuration, request, environment).Plan(sqlTexts),
            Checks = new CheckPlanner(configuration, request, environment, tables, stagedTables).Plan(sqlTexts),
            RetentionRuns = configuration.RetentionRuns,
            Polling = configuration.Polling,
        };
    }

    /// <summary>The done-file that landed, or the one that a run by hand or schedule stands for.</summary>
    private static DoneFileKey? DoneFile(PipelineConfiguration configuration, RunRequest request)
    {
        if (request.DoneFile is not { } landed)
        {
            return configuration.Dataset is { } dataset ? DoneFileKey.For(dataset, request.ExecDate, request.Pipeline) : null;
        }

        return landed.Dataset == configuration.Dataset
            ? landed
            : throw new RunRequestException(configuration.Dataset is { } expected
                ? $"The done-file '{landed.Key}' lies in the dataset '{landed.Dataset}'. The pipeline '{request.Pipeline}' takes its files from incoming/{expected}/."
                : $"The done-file '{landed.Key}' names the pipeline '{request.Pipeline}', which takes no done-file. Set \"done_file\" in its pipeline.json.");
    }

    private static TablePlan Table(TableConfiguration table, RunEnvironment environment) => new()
    {
        Database = environment.Database(table.Zone),
        Name = table.Name,
        Zone = table.Zone,
        Description = table.Description,
        Location = $"s3://{environment.Bucket(table.Zone)}/{environment.Database(table.Zone)}/{table.Name}/",
        Format = table.Format,
        Columns = table.Columns,
        PartitionKeys = table.PartitionKeys,
        Storage = TableStorage.Of(table.Format, table.Csv),
    };

    /// <summary>
    /// An unpartitioned table shows everything below its location, runs' staged files too if that were its own prefix: until it
    /// is published it points where nothing lies. One that is appended to has its files there itself.
    /// </summary>
    private static TablePlan WithFirstLocation(TablePlan table, IReadOnlyList<StatementPlan> statements) =>
        table.PartitionKeys.Count > 0 || statements.Any(statement => statement.StagedTable is null && statement.Table == table.Name)
            ? table
            : table with { Location = table.Location + TablePlan.BeforeAnyRun };

    private static IncomingPlan Incoming(
        IncomingConfiguration incoming, PipelineConfiguration configuration, RunRequest request, RunEnvironment environment)
    {
        var table = configuration.Tables.First(candidate => candidate.Name == incoming.Table); // the reader has checked it
        var date = ExecDate.Format(request.ExecDate);
        var partitioned = table.PartitionKeys.Count > 0;
        var prefix = $"{environment.LandingDatabase}/{table.Name}/{(partitioned ? $"exec_date={date}/" : "")}run={request.RunId}/";
        return new IncomingPlan
        {
            Pattern = incoming.Pattern,
            Count = incoming.Count,
            Checksum = incoming.Checksum,
            Database = environment.LandingDatabase,
            Table = table.Name,
            TargetPrefix = prefix,
            TargetLocation = $"s3://{environment.LandingBucket}/{prefix}",
            PartitionValues = partitioned ? [date] : [],
        };
    }

    private static IReadOnlyList<DatabasePlan> Databases(PipelineConfiguration configuration, RunEnvironment environment) =>
    [
        .. configuration.Tables.Select(table => table.Zone)
            .Concat(configuration.Crawlers.Select(crawler => crawler.Zone))
            .Distinct()
            .Order()
            .Select(zone => new DatabasePlan(environment.Database(zone), zone, $"s3://{environment.Bucket(zone)}/{environment.Database(zone)}/")),
    ];

    private static CrawlerPlan Crawler(CrawlerConfiguration crawler, string pipeline, RunEnvironment environment) => new()
    {
        Name = CrawlerPlan.NameOf(crawler.Name, pipeline, environment.Stage),
        Zone = crawler.Zone,
        Database = environment.Database(crawler.Zone),
        Targets = [.. crawler.Targets.Select(target => $"s3://{environment.Bucket(crawler.Zone)}/{target}")],
        Exclusions = crawler.Exclusions,
        TablePrefix = crawler.TablePrefix,
    };

    private static IReadOnlyList<StagedTablePlan> StagedTables(
        IReadOnlyList<StatementPlan> statements, RunRequest request, RunEnvironment environment) =>
    [
        .. statements.Where(statement => statement.StagedTable is not null).DistinctBy(statement => statement.Table).Select(statement =>
        {
            var prefix = $"{statement.Database}/{statement.Table}/run={request.RunId}/";
            return new StagedTablePlan
            {
                Database = statement.Database,
                Table = statement.Table,
                StagedTable = statement.StagedTable!, // by the filter above
                Location = $"s3://{environment.ProcessedBucket}/{prefix}",
                Bucket = environment.ProcessedBucket,
                Prefix = prefix,
            };
        }),
    ];
}

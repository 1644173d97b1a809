using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Stages;

/// <summary>Works out the steps of a run.</summary>
public static class StagePlanner
{
    /// <summary>The job that runs a group of datasets, <c>glue/sql_job.py</c>.</summary>
    public const string SqlJob = "sql_job";

    /// <summary>Adds the steps to a plan, from the one that the request starts from.</summary>
    /// <param name="plan">The run's plan.</param>
    /// <param name="configuration">The pipeline.</param>
    /// <param name="groups">The stages of its files.</param>
    /// <param name="request">The run asked for.</param>
    /// <param name="environment">The stage's names.</param>
    /// <param name="earlierRunId">The newest run of the date that came as far as its stages; null when none has. Asked for a run from a stage alone.</param>
    /// <exception cref="ConfigurationException">A dataset's SQL has a wrong placeholder.</exception>
    /// <exception cref="RunRequestException">There is no such stage to start from, or no run has come so far.</exception>
    public static RunPlan AddTo(
        RunPlan plan,
        PipelineConfiguration configuration,
        IReadOnlyList<StageGroup> groups,
        RunRequest request,
        RunEnvironment environment,
        string? earlierRunId = null)
    {
        IReadOnlyList<StepPlan> steps =
        [
            .. groups.Select(group => Group(group, configuration.Stages?.Engine ?? StageEngine.Glue, request, environment)),
            .. (configuration.Stages?.Steps ?? []).Select(step => Step(step, request, environment)),
        ];
        plan = plan with { Steps = From(steps, request), StepsAreDated = AreDated(configuration, groups) };
        return request.FromStage is { } from ? StartAt(from, plan, steps, groups, request, environment, earlierRunId) : plan;
    }

    /// <summary>
    /// Leaves out what comes before the stages, and the steps' crawlers before the first one: that was done by the run whose files this
    /// one goes on with.
    /// </summary>
    private static RunPlan StartAt(
        string from, RunPlan plan, IReadOnlyList<StepPlan> all, IReadOnlyList<StageGroup> groups, RunRequest request, RunEnvironment environment, string? earlierRunId)
    {
        var needsEarlier = plan.Incoming.Count > 0 || plan.Statements.Count > 0;
        if (needsEarlier && earlierRunId is null)
        {
            throw new RunRequestException(
                $"The input's field 'from_stage' is '{from}', but no run of '{request.Pipeline}' for {ExecDate.Format(request.ExecDate)} has come as far as its stages: "
                + "what they read is not there. Start the run without 'from_stage'.");
        }

        var earlier = needsEarlier ? earlierRunId : null;
        var written = plan.Steps.SelectMany(static step => step.Datasets).Select(static dataset => Folder(dataset.S3Target)).ToList();
        return plan with
        {
            FromStage = from,
            EarlierRunId = earlier,
            Incoming = [],
            Statements = [],
            StagedTables = [],
            Checks = [],
            Crawlers = [.. plan.Crawlers.Where(crawler =>
                plan.Steps.Any(step => step.Crawler == crawler.Name)
                || (crawler.Zone == Zone.Processed && all.All(step => step.Crawler != crawler.Name)))],
            Steps = earlier is null ? plan.Steps : [.. plan.Steps.Select(step => step with { Datasets = [.. step.Datasets.Select(Reading)] })],
        };

        // What a stage of this run writes is read there; everything else was written in the course of the earlier run.
        StageDataset Reading(StageDataset dataset)
        {
            var configured = groups.SelectMany(static group => group.Datasets).First(other => other.SqlName == dataset.SqlName); // names are unique
            return dataset with
            {
                Tables = [.. dataset.Tables.Zip(configured.Tables, (own, table) => written.Exists(folder => Folder(own.S3Path).StartsWith(folder, StringComparison.Ordinal))
                    ? own
                    : own with { S3Path = PathTemplate.Render(table.S3Path, request with { RunId = earlier! }, environment) })], // not called without one
            };
        }
    }

    private static string Folder(string location) => location.TrimEnd('/') + "/";

    /// <summary>A step that the request leaves out counts as well: runs that wait for each other have to agree on what they wait for.</summary>
    private static bool AreDated(PipelineConfiguration configuration, IReadOnlyList<StageGroup> groups) =>
        (configuration.Stages?.Steps ?? []).All(static step => step.Job is null)
        && groups.SelectMany(static group => group.Datasets).All(static dataset => PathTemplate.IsDated(dataset.S3Target));

    private static IReadOnlyList<StepPlan> From(IReadOnlyList<StepPlan> steps, RunRequest request)
    {
        if (request.FromStage is not { } from)
        {
            return steps;
        }

        if (steps.Count == 0)
        {
            throw new RunRequestException($"The input's field 'from_stage' is '{from}', but '{request.Pipeline}' has no stages.");
        }

        var first = steps.ToList().FindIndex(step => step.Name == from);
        return first >= 0
            ? [.. steps.Skip(first)]
            : throw new RunRequestException(
                $"The input's field 'from_stage' is '{from}', which is no stage of '{request.Pipeline}'. {Nearest.Hint(from, steps.Select(static step => step.Name))}");
    }

    private static StepPlan Group(StageGroup group, StageEngine engine, RunRequest request, RunEnvironment environment)
    {
        IReadOnlyList<StageDataset> datasets = [.. group.Datasets.Select(dataset => Dataset(dataset, request, environment))];
        return engine == StageEngine.Athena
            ? new StepPlan { Name = group.Name, Kind = StepKind.Athena, Datasets = datasets }
            : new StepPlan
            {
                Name = group.Name,
                Kind = StepKind.Job,
                Job = JobName(SqlJob, environment.Stage),
                Arguments = new Dictionary<string, string> { ["--group_location"] = $"s3://{environment.AssetsBucket}/{request.Keys.Stage(group.Name)}" },
                Datasets = datasets,
            };
    }

    private static StageDataset Dataset(StageDataset dataset, RunRequest request, RunEnvironment environment) => dataset with
    {
        Tables = [.. dataset.Tables.Select(table => table with { S3Path = PathTemplate.Render(table.S3Path, request, environment) })],
        S3Target = PathTemplate.Render(dataset.S3Target, request, environment),
        SqlText = Sql(dataset, request, environment),
    };

    /// <summary>SQL without placeholders stays as it is, to the letter.</summary>
    private static string Sql(StageDataset dataset, RunRequest request, RunEnvironment environment)
    {
        if (!dataset.SqlText.Contains("{{", StringComparison.Ordinal))
        {
            return dataset.SqlText;
        }

        var file = RunKeys.PipelineFolder(request.Pipeline) + StageFiles.Places(request.Pipeline, dataset.SqlFile)[^1];
        try
        {
            return SqlTemplate.Render(file, dataset.SqlText, new Dictionary<string, SqlValue>
            {
                ["exec_date"] = SqlValue.Date(request.ExecDate),
                ["pipeline"] = SqlValue.Text(request.Pipeline),
                ["run_id"] = SqlValue.Text(request.RunId),
                ["stage"] = SqlValue.Text(environment.Stage),
            });
        }
        catch (SqlErrorException error)
        {
            throw new ConfigurationException([new ConfigurationError(error.File, error.Line, "", error.Problem)]);
        }
    }

    private static StepPlan Step(StepConfiguration step, RunRequest request, RunEnvironment environment) => new()
    {
        Name = step.Name,
        Kind = step.Job is null ? StepKind.Crawler : StepKind.Job,
        Job = step.Job is null ? null : JobName(step.Job, environment.Stage),
        Arguments = step.Arguments.ToDictionary(
            static argument => argument.Key, argument => PathTemplate.Render(argument.Value, request, environment), StringComparer.Ordinal),
        Crawler = step.Crawler is null ? null : CrawlerPlan.NameOf(step.Crawler, request.Pipeline, environment.Stage),
    };

    /// <summary>The name in Glue of a job of the stack.</summary>
    public static string JobName(string job, string stage) => $"sluice-{stage}-{job}";
}

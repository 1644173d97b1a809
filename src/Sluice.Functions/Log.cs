using Microsoft.Extensions.Logging;

namespace Sluice.Functions;

/// <summary>Everything that functions log, with its event ids in one list. SQL at Debug only; rows never.</summary>
public static partial class Log
{
    /// <summary>A run begins.</summary>
    [LoggerMessage(1, LogLevel.Information, "The run begins: {Statements} statements, {Tables} tables, {Files} incoming patterns.")]
    public static partial void RunBegins(this ILogger logger, int statements, int tables, int files);

    /// <summary>An event was delivered twice.</summary>
    [LoggerMessage(2, LogLevel.Information, "Another execution holds {LockKey}: the same event was delivered before.")]
    public static partial void Duplicate(this ILogger logger, string lockKey);

    /// <summary>A file is in its table.</summary>
    [LoggerMessage(3, LogLevel.Information, "Copied {SourceKey} to {TargetKey} ({Bytes} bytes).")]
    public static partial void Copied(this ILogger logger, string sourceKey, string targetKey, long bytes);

    /// <summary>A crawler runs.</summary>
    [LoggerMessage(4, LogLevel.Information, "Started crawler {CrawlerName}.")]
    public static partial void CrawlerStarted(this ILogger logger, string crawlerName);

    /// <summary>A crawler was looked at.</summary>
    [LoggerMessage(5, LogLevel.Information, "Crawler {CrawlerName} is {State}; its last crawl {LastCrawlStatus}.")]
    public static partial void CrawlerSeen(this ILogger logger, string crawlerName, string state, string lastCrawlStatus);

    /// <summary>A statement runs.</summary>
    [LoggerMessage(6, LogLevel.Information, "Started statement {StatementId} as query {QueryExecutionId}.")]
    public static partial void StatementStarted(this ILogger logger, string statementId, string queryExecutionId);

    /// <summary>A statement's text.</summary>
    [LoggerMessage(7, LogLevel.Debug, "Statement {StatementId}: {Sql}")]
    public static partial void StatementText(this ILogger logger, string statementId, string sql);

    /// <summary>Queries were looked at.</summary>
    [LoggerMessage(8, LogLevel.Information, "{Running} of {Queries} queries still run.")]
    public static partial void QueriesSeen(this ILogger logger, int running, int queries);

    /// <summary>A table shows the run.</summary>
    [LoggerMessage(9, LogLevel.Information, "Published {Table}: {Partitions} partitions, {Rows} rows. {Left} partitions stay as another date's run has them.")]
    public static partial void Published(this ILogger logger, string table, int partitions, long rows, int left);

    /// <summary>Files of an old run went.</summary>
    [LoggerMessage(10, LogLevel.Information, "Removed the files of run {OldRunId}.")]
    public static partial void RunRemoved(this ILogger logger, string oldRunId);

    /// <summary>The end of a run is marked.</summary>
    [LoggerMessage(11, LogLevel.Information, "Wrote {Key}.")]
    public static partial void DoneFileWritten(this ILogger logger, string key);

    /// <summary>A query could not be stopped.</summary>
    [LoggerMessage(12, LogLevel.Warning, "Could not stop query {QueryExecutionId}; it ends by itself.")]
    public static partial void NotStopped(this ILogger logger, Exception exception, string queryExecutionId);

    /// <summary>A hold was not given back.</summary>
    [LoggerMessage(13, LogLevel.Warning, "Could not give back the hold in {Key}; it ends by itself.")]
    public static partial void NotReleased(this ILogger logger, Exception exception, string key);

    /// <summary>A run failed.</summary>
    [LoggerMessage(14, LogLevel.Error, "The run failed with {Error}: {Cause} {Stopped} of its queries were stopped.")]
    public static partial void RunFailed(this ILogger logger, string error, string cause, int stopped);

    /// <summary>An earlier run is shown again.</summary>
    [LoggerMessage(15, LogLevel.Information, "Rolled back to run {ChosenRunId} from {ShownRunId}.")]
    public static partial void RolledBack(this ILogger logger, string chosenRunId, string shownRunId);

    /// <summary>A refused run's input names no run.</summary>
    [LoggerMessage(42, LogLevel.Information, "The input of execution {ExecutionName} names no run.")]
    public static partial void NoRunNamed(this ILogger logger, Exception exception, string executionName);

    /// <summary>Steps of another run are waited for.</summary>
    [LoggerMessage(16, LogLevel.Information, "Run {HolderRunId} holds the steps.")]
    public static partial void StepsHeld(this ILogger logger, string holderRunId);

    /// <summary>A run was closed after its execution.</summary>
    [LoggerMessage(17, LogLevel.Warning, "The execution ended as {Status}: {Error}. {Stopped} of the run's queries were stopped.")]
    public static partial void RunClosed(this ILogger logger, string status, string error, int stopped);

    /// <summary>The parts of a copy that failed stay.</summary>
    [LoggerMessage(41, LogLevel.Warning, "Could not give up the upload to s3://{Bucket}/{Key}; its parts go with the bucket's life-cycle rule.")]
    public static partial void NotAborted(this ILogger logger, Exception exception, string bucket, string key);

    /// <summary>An execution left nothing.</summary>
    [LoggerMessage(18, LogLevel.Information, "Execution {ExecutionName} ended as {Status} and left nothing to close.")]
    public static partial void NothingToClose(this ILogger logger, string executionName, string status);

    /// <summary>Jobs of an ended run are stopped.</summary>
    [LoggerMessage(19, LogLevel.Information, "{Left} job runs of run {EndedRunId}, which has ended, are being stopped.")]
    public static partial void JobsStopping(this ILogger logger, string endedRunId, int left);

    /// <summary>The checks are judged.</summary>
    [LoggerMessage(20, LogLevel.Information, "Checks: {Passed} passed, {Warned} warned, {Failed} failed.")]
    public static partial void Checked(this ILogger logger, int passed, int warned, int failed);

    /// <summary>OpenLineage was told.</summary>
    [LoggerMessage(40, LogLevel.Information, "Wrote the lineage event {Key}.")]
    public static partial void LineageWritten(this ILogger logger, string key);

    /// <summary>A retry found the dependent's done-file made.</summary>
    [LoggerMessage(30, LogLevel.Information, "{Key} was made by this run before.")]
    public static partial void DoneFileThere(this ILogger logger, string key);

    /// <summary>A pipeline that the schedule cannot look after.</summary>
    [LoggerMessage(31, LogLevel.Warning, "No done-files are made for {SkippedPipeline}: its configuration is wrong.")]
    public static partial void PipelineSkipped(this ILogger logger, Exception exception, string skippedPipeline);
}

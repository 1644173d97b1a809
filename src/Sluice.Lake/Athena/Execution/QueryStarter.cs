using System.Text;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Athena.Statements;
using Sluice.Lake.Athena.WorkGroups;
using Sluice.Lake.S3;
using Sluice.Lake.Time;

namespace Sluice.Lake.Athena.Execution;

/// <summary>Checks a new query and puts it into the queue.</summary>
internal sealed class QueryStarter(QueryStore queries, WorkGroupStore workGroups, QueryRunner runner, IObjectStore store, LakeTime time)
{
    /// <summary>The longest statement, in bytes.</summary>
    public const int LongestQuery = 262_144;

    private readonly Lock gate = new();

    /// <summary>Starts a query; the same client request token starts it once.</summary>
    /// <returns>Its id.</returns>
    public string Start(
        string sql,
        string workGroupName,
        QueryExecutionContext? queryContext,
        ResultConfiguration? results,
        string? clientRequestToken,
        IReadOnlyList<string>? parameters)
    {
        lock (gate)
        {
            if (clientRequestToken is not null && queries.FindByToken(clientRequestToken) is { } known)
            {
                return known.Query == sql && known.WorkGroup == workGroupName
                    ? known.QueryExecutionId
                    : throw AthenaErrors.Invalid(
                        "INVALID_INPUT", "Idempotent parameters do not match: the ClientRequestToken was used for another query.");
            }

            Check(sql, queryContext);
            var workGroup = workGroups.Get(workGroupName);
            if (workGroup.State != "ENABLED")
            {
                throw AthenaErrors.Invalid("INVALID_INPUT", $"WorkGroup {workGroupName} is disabled.");
            }

            var query = Queued(sql, workGroup, queryContext, results, parameters);
            queries.Save(query, clientRequestToken);
            runner.Submit(query);
            return query.QueryExecutionId;
        }
    }

    private static void Check(string sql, QueryExecutionContext? queryContext)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", "The query string is empty.");
        }

        if (Encoding.UTF8.GetByteCount(sql) is > LongestQuery and var length)
        {
            throw AthenaErrors.Invalid(
                "INVALID_INPUT",
                $"1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length less than or equal to {LongestQuery}; it has {length} bytes.");
        }

        if (queryContext?.Catalog is { } catalog && !catalog.Equals(SelectPlanner.CatalogName, StringComparison.OrdinalIgnoreCase))
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", $"Data catalog {catalog} was not found: the lake has AwsDataCatalog.");
        }
    }

    private QueryExecution Queued(
        string sql, WorkGroup workGroup, QueryExecutionContext? queryContext, ResultConfiguration? results, IReadOnlyList<string>? parameters)
    {
        var id = Guid.NewGuid().ToString();
        var (statementType, substatementType, suffix) = Classify(sql, parameters);
        var configured = workGroup.Configuration?.ResultConfiguration;
        var isEnforced = workGroup.Configuration?.EnforceWorkGroupConfiguration == true && configured?.OutputLocation is not null;
        var chosen = isEnforced || results?.OutputLocation is null ? configured : results;
        return new QueryExecution
        {
            QueryExecutionId = id,
            Query = sql,
            StatementType = statementType,
            SubstatementType = substatementType,
            ResultConfiguration = (chosen ?? new ResultConfiguration()) with { OutputLocation = Location(chosen?.OutputLocation, id + suffix) },
            QueryExecutionContext = queryContext,
            Status = new QueryExecutionStatus { State = QueryExecutionState.QUEUED, SubmissionDateTime = time.Now },
            Statistics = new QueryExecutionStatistics(),
            WorkGroup = workGroup.Name,
            EngineVersion = EngineVersion.Three,
            ExecutionParameters = parameters,
        };
    }

    private string Location(string? folder, string name)
    {
        if (string.IsNullOrEmpty(folder))
        {
            throw AthenaErrors.Invalid(
                "INVALID_INPUT",
                "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.");
        }

        if (!S3Uri.TryParse(folder, out var uri))
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", $"outputLocation is not a valid S3 path: '{folder}'");
        }

        return store.BucketExists(uri.Bucket)
            ? (Tables.TableFiles.AsFolder(uri) with { Key = Tables.TableFiles.AsFolder(uri).Key + name }).ToString()
            : throw AthenaErrors.Invalid("INVALID_INPUT", $"Unable to verify/create output bucket {uri.Bucket}");
    }

    /// <summary>What the statement is. One that cannot be parsed is queued all the same, and FAILS with the reason.</summary>
    private static (string Type, string? Substatement, string Suffix) Classify(string sql, IReadOnlyList<string>? parameters)
    {
        try
        {
            var tokens = SqlTokenizer.Tokenize(sql);
            var end = tokens.FindIndex(static token => token.IsSymbol(";"));
            if (end >= 0 && tokens[end + 1].Kind != SqlTokenKind.End)
            {
                throw AthenaErrors.Invalid("MALFORMED_QUERY", $"Only one sql statement is allowed. Got: {sql}");
            }

            var statement = StatementKinds.Parse(Parameters.Apply(sql, parameters));
            return (statement.StatementType, statement.SubstatementType, statement.ResultSuffix);
        }
        catch (QueryFailure)
        {
            return ("DML", null, ".csv");
        }
    }
}

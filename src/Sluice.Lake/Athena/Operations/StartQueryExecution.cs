using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.WorkGroups;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html"/>.</summary>
internal sealed class StartQueryExecution(QueryStarter starter)
    : AthenaOperation<StartQueryExecution.Request, StartQueryExecution.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.ClientRequestToken is { Length: < 32 or > 128 })
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", "ClientRequestToken must have 32 to 128 characters.");
        }

        return Task.FromResult(new Response(starter.Start(
            request.QueryString,
            request.WorkGroup ?? WorkGroupStore.Primary,
            request.QueryExecutionContext,
            request.ResultConfiguration,
            request.ClientRequestToken,
            request.ExecutionParameters)));
    }

    internal sealed record Request
    {
        public required string QueryString { get; init; }
        public string? ClientRequestToken { get; init; }
        public QueryExecutionContext? QueryExecutionContext { get; init; }
        public ResultConfiguration? ResultConfiguration { get; init; }
        public string? WorkGroup { get; init; }
        public IReadOnlyList<string>? ExecutionParameters { get; init; }
    }

    internal sealed record Response(string QueryExecutionId);
}

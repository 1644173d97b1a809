using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>An execution's events.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html"/>
internal sealed class GetExecutionHistory(ExecutionStore executions)
    : StepFunctionsOperation<GetExecutionHistory.Request, GetExecutionHistory.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var events = executions.Read(request.executionArn).Events;
        var backwards = request.reverseOrder == true;
        var (page, next) = Paging.Page(
            backwards ? events.Reverse().ToList() : events,
            static each => each.Id,
            backwards ? Comparer<long>.Create(static (left, right) => right.CompareTo(left)) : Comparer<long>.Default,
            request.maxResults, request.nextToken);
        return Task.FromResult(new Response(page.Select(each => each.ToProtocol(request.includeExecutionData ?? true)).ToList(), next));
    }

    internal sealed record Request
    {
        public required string executionArn { get; init; }

        public int? maxResults { get; init; }

        public bool? reverseOrder { get; init; }

        public string? nextToken { get; init; }

        public bool? includeExecutionData { get; init; }
    }

    internal sealed record Response(IReadOnlyList<JsonObject> events, string? nextToken);
}

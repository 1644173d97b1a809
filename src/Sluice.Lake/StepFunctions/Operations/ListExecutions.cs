using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Lists a state machine's executions, the latest first.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html"/>
internal sealed class ListExecutions(StateMachineStore machines, ExecutionStore executions)
    : StepFunctionsOperation<ListExecutions.Request, ListExecutions.Response>
{
    private static readonly string[] Statuses = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"];

    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.statusFilter is { } status && !Statuses.Contains(status))
        {
            throw StepFunctionsErrors.Validation($"statusFilter must be one of {string.Join(", ", Statuses)}, not '{status}'.");
        }

        machines.Get(request.stateMachineArn);
        var all = executions.List()
            .Where(record => record.StateMachineArn == request.stateMachineArn && (request.statusFilter is null || record.Status == request.statusFilter))
            .ToList();
        var (page, next) = Paging.Page(
            all, static record => record.Number, Comparer<long>.Create(static (left, right) => right.CompareTo(left)), request.maxResults, request.nextToken);
        return Task.FromResult(new Response(
            page.Select(static record => new Item(
                record.ExecutionArn, record.StateMachineArn, record.Name, record.Status, record.StartDate, record.StopDate, 0)).ToList(),
            next));
    }

    internal sealed record Request
    {
        public required string stateMachineArn { get; init; }

        public string? statusFilter { get; init; }

        public int? maxResults { get; init; }

        public string? nextToken { get; init; }
    }

    internal sealed record Response(IReadOnlyList<Item> executions, string? nextToken);

    internal sealed record Item(
        string executionArn, string stateMachineArn, string name, string status, DateTimeOffset startDate, DateTimeOffset? stopDate, int redriveCount);
}

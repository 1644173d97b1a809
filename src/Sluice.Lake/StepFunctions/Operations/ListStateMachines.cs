namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Lists the state machines.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html"/>
internal sealed class ListStateMachines(StateMachineStore machines) : StepFunctionsOperation<ListStateMachines.Request, ListStateMachines.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var (page, next) = Paging.Page(machines.List(), static machine => machine.Name, StringComparer.Ordinal, request.maxResults, request.nextToken);
        return Task.FromResult(new Response(
            page.Select(static machine => new Item(machine.Arn, machine.Name, "STANDARD", machine.CreationDate)).ToList(), next));
    }

    internal sealed record Request
    {
        public int? maxResults { get; init; }

        public string? nextToken { get; init; }
    }

    internal sealed record Response(IReadOnlyList<Item> stateMachines, string? nextToken);

    internal sealed record Item(string stateMachineArn, string name, string type, DateTimeOffset creationDate);
}

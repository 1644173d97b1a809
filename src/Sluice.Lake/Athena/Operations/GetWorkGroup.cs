using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.WorkGroups;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_GetWorkGroup.html"/>.</summary>
internal sealed class GetWorkGroup(WorkGroupStore workGroups) : AthenaOperation<GetWorkGroup.Request, GetWorkGroup.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken) =>
        Task.FromResult(new Response(workGroups.Get(request.WorkGroup)));

    internal sealed record Request
    {
        public required string WorkGroup { get; init; }
    }

    internal sealed record Response(WorkGroup WorkGroup);
}

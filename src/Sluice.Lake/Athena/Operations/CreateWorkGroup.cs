using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.WorkGroups;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html"/>.</summary>
internal sealed class CreateWorkGroup(WorkGroupStore workGroups) : AthenaOperation<CreateWorkGroup.Request, EmptyResponse>
{
    /// <inheritdoc/>
    protected override Task<EmptyResponse> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        workGroups.Create(request.Name, request.Configuration, request.Description);
        return Task.FromResult(EmptyResponse.Instance);
    }

    internal sealed record Request
    {
        public required string Name { get; init; }
        public WorkGroupConfiguration? Configuration { get; init; }
        public string? Description { get; init; }
    }
}

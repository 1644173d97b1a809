using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteConnection.html"/>.</summary>
internal sealed class DeleteConnection(ConnectionStore connections, string catalogId) : GlueOperation<DeleteConnection.Request, EmptyResponse>
{
    /// <inheritdoc/>
    protected override EmptyResponse Handle(Request request)
    {
        request.CheckCatalog(catalogId);
        connections.Change(request.ConnectionName, static record => record with { Deleted = true });
        return EmptyResponse.Instance;
    }

    internal sealed record Request : ConnectionRequest
    {
        public required string ConnectionName { get; init; }
    }
}

using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Protocol;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateConnection.html"/>.</summary>
internal sealed class UpdateConnection(ConnectionStore connections, LakeTime time, string catalogId)
    : GlueOperation<UpdateConnection.Request, EmptyResponse>
{
    /// <inheritdoc/>
    protected override EmptyResponse Handle(Request request)
    {
        request.CheckCatalog(catalogId);
        ConnectionRules.Check(request.ConnectionInput with { Name = request.Name });
        connections.Change(
            request.Name,
            record => record with { Input = request.ConnectionInput with { Name = request.Name }, LastUpdatedTime = time.Now });
        return EmptyResponse.Instance;
    }

    internal sealed record Request : ConnectionRequest
    {
        public required string Name { get; init; }

        public required ConnectionInput ConnectionInput { get; init; }
    }
}

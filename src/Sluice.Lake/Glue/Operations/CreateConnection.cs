using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreateConnection.html"/>.</summary>
internal sealed class CreateConnection(ConnectionStore connections, LakeTime time, string catalogId)
    : GlueOperation<CreateConnection.Request, CreateConnection.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        request.CheckCatalog(catalogId);
        ConnectionRules.Check(request.ConnectionInput);
        var now = time.Now;
        connections.Add(new ConnectionRecord { Input = request.ConnectionInput, CreationTime = now, LastUpdatedTime = now });
        return new Response("READY");
    }

    internal sealed record Request : ConnectionRequest
    {
        public required ConnectionInput ConnectionInput { get; init; }
    }

    internal sealed record Response(string CreateConnectionStatus);
}

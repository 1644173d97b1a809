using Sluice.Lake.Glue.Connections;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetConnection.html"/>.</summary>
internal sealed class GetConnection(ConnectionStore connections, string catalogId) : GlueOperation<GetConnection.Request, GetConnection.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        request.CheckCatalog(catalogId);
        return new Response(ConnectionDescription.Of(connections.Get(request.Name)));
    }

    internal sealed record Request : ConnectionRequest
    {
        public required string Name { get; init; }

        /// <summary>The lake's connections have no password to hide.</summary>
        public bool? HidePassword { get; init; }
    }

    internal sealed record Response(ConnectionDescription Connection);
}

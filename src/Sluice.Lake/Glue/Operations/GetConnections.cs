using Sluice.Lake.Glue.Connections;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetConnections.html"/>.</summary>
internal sealed class GetConnections(ConnectionStore connections, string catalogId) : GlueOperation<GetConnections.Request, GetConnections.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        request.CheckCatalog(catalogId);
        var (items, next) = Page.Of(
            connections.All().Where(record => request.Filter?.ConnectionType is not { } type || record.Input.ConnectionType == type),
            static record => [record.Input.Name],
            request.NextToken,
            request.MaxResults,
            limit: 1000);
        return new Response(items.Select(ConnectionDescription.Of).ToList(), next);
    }

    internal sealed record Request : ConnectionRequest
    {
        public ConnectionFilter? Filter { get; init; }

        /// <summary>The lake's connections have no password to hide.</summary>
        public bool? HidePassword { get; init; }

        public int? MaxResults { get; init; }

        public string? NextToken { get; init; }
    }

    internal sealed record ConnectionFilter(string? ConnectionType);

    internal sealed record Response(IReadOnlyList<ConnectionDescription> ConnectionList, string? NextToken);
}

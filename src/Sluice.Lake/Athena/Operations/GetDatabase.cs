using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_GetDatabase.html"/>.</summary>
internal sealed class GetDatabase(IGlueCatalog catalog) : AthenaOperation<GetDatabase.Request, GetDatabase.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken) =>
        Task.FromResult(new Response(Model.Database.Of(MetadataLookup.Database(catalog, request.CatalogName, request.DatabaseName))));

    internal sealed record Request
    {
        public required string CatalogName { get; init; }
        public required string DatabaseName { get; init; }
        public string? WorkGroup { get; init; }
    }

    internal sealed record Response(Model.Database Database);
}

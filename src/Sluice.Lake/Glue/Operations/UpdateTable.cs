using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateTable.html"/>.</summary>
internal sealed class UpdateTable(GlueCatalog catalog) : CatalogOperation<UpdateTable.Request, EmptyResponse>(catalog)
{
    /// <inheritdoc/>
    protected override EmptyResponse HandleCatalog(Request request)
    {
        Catalog.UpdateTable(request.TableInput.ToTable(request.DatabaseName) with { VersionId = request.VersionId });
        return EmptyResponse.Instance;
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required TableInput TableInput { get; init; }

        /// <summary>The version that the caller read: the update fails when it is not the current one.</summary>
        public string? VersionId { get; init; }

        /// <summary>Whether to keep no archived version; the lake keeps none.</summary>
        public bool? SkipArchive { get; init; }
    }
}

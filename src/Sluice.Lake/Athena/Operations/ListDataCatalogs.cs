namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_ListDataCatalogs.html"/>.</summary>
internal sealed class ListDataCatalogs : AthenaOperation<ListDataCatalogs.Request, ListDataCatalogs.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken) =>
        Task.FromResult(new Response([new Summary("AwsDataCatalog", "GLUE")]));

    internal sealed record Request
    {
        public string? NextToken { get; init; }
        public int? MaxResults { get; init; }
        public string? WorkGroup { get; init; }
    }

    internal sealed record Summary(string CatalogName, string Type);

    internal sealed record Response(IReadOnlyList<Summary> DataCatalogsSummary);
}

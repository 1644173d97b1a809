using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Operations;

/// <summary>The expression is a regular one. <see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_ListTableMetadata.html"/>.</summary>
internal sealed class ListTableMetadata(IGlueCatalog catalog)
    : AthenaOperation<ListTableMetadata.Request, ListTableMetadata.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var database = MetadataLookup.Database(catalog, request.CatalogName, request.DatabaseName);
        var tables = catalog.Tables(database.Name).Where(table => Matches(table.Name, request.Expression));
        var (page, next) = MetadataLookup.Page(tables, static table => table.Name, request.NextToken, request.MaxResults);
        return Task.FromResult(new Response(page.Select(TableMetadata.Of).ToList(), next));
    }

    private static bool Matches(string name, string? expression)
    {
        try
        {
            return string.IsNullOrEmpty(expression)
                || Regex.IsMatch(name, $"^(?:{expression})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", $"The Expression '{expression}' is not a regular expression: {exception.Message}");
        }
    }

    internal sealed record Request
    {
        public required string CatalogName { get; init; }
        public required string DatabaseName { get; init; }
        public string? Expression { get; init; }
        public string? NextToken { get; init; }
        public int? MaxResults { get; init; }
        public string? WorkGroup { get; init; }
    }

    internal sealed record Response(IReadOnlyList<TableMetadata> TableMetadataList, string? NextToken);
}

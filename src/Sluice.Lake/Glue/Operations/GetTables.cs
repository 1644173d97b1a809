using Sluice.Lake.Glue.Catalog;
using System.Text.RegularExpressions;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetTables.html"/>.</summary>
internal sealed class GetTables(GlueCatalog catalog) : CatalogOperation<GetTables.Request, GetTables.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        var pattern = Pattern(request.Expression);
        var (items, next) = Page.Of(
            Catalog.Tables(request.DatabaseName).Where(table => pattern is null || pattern.IsMatch(table.Name)),
            static table => [table.Name],
            request.NextToken,
            request.MaxResults,
            limit: 100);
        return new Response(items, next);
    }

    private static Regex? Pattern(string? expression)
    {
        if (string.IsNullOrEmpty(expression))
        {
            return null;
        }

        try
        {
            // Without backtracking no pattern that a client sends can take for ever.
            return new Regex(
                $"^(?:{expression})$",
                RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw GlueErrors.InvalidInput($"The Expression '{expression}' is not a regular expression of table names: {exception.Message}");
        }
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        /// <summary>A regular expression that a whole name must match.</summary>
        public string? Expression { get; init; }

        public string? NextToken { get; init; }

        public int? MaxResults { get; init; }
    }

    internal sealed record Response(IReadOnlyList<GlueTable> TableList, string? NextToken);
}

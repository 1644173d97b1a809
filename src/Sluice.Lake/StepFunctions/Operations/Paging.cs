using System.Globalization;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Pages of a list that only grows at its far end: the token is the place to go on at.</summary>
internal static class Paging
{
    private const int Default = 100;
    private const int Maximum = 1000;

    /// <summary>A page.</summary>
    /// <param name="all">The whole list.</param>
    /// <param name="maxResults">0 or null: 100.</param>
    /// <param name="nextToken">From the page before.</param>
    /// <exception cref="Protocol.AwsServiceException"><c>InvalidToken</c>, <c>ValidationException</c>.</exception>
    public static (IReadOnlyList<T> Page, string? NextToken) Page<T>(IReadOnlyList<T> all, int? maxResults, string? nextToken)
    {
        if (maxResults is < 0 or > Maximum)
        {
            throw StepFunctionsErrors.Validation($"maxResults must be from 0 to {Maximum}, not {maxResults}.");
        }

        var start = 0;
        if (nextToken is not null
            && (!int.TryParse(nextToken, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start > all.Count))
        {
            throw StepFunctionsErrors.InvalidToken(nextToken);
        }

        var count = maxResults is null or 0 ? Default : maxResults.Value;
        var page = all.Skip(start).Take(count).ToList();
        var next = start + page.Count;
        return (page, next < all.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }
}

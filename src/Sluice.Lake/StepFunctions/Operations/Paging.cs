using System.Globalization;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Pages of a list that may change between two of them: the token is the key of a page's last item, and the next page begins after it.</summary>
internal static class Paging
{
    private const int Default = 100;
    private const int Maximum = 1000;

    /// <summary>A page.</summary>
    /// <param name="all">The whole list, ordered by key.</param>
    /// <param name="key">Tells the items apart, and stays what it is.</param>
    /// <param name="order">The list's.</param>
    /// <param name="maxResults">0 or null: 100.</param>
    /// <param name="nextToken">From the page before.</param>
    /// <exception cref="Protocol.AwsServiceException"><c>InvalidToken</c>, <c>ValidationException</c>.</exception>
    public static (IReadOnlyList<T> Page, string? NextToken) Page<T, TKey>(
        IReadOnlyList<T> all, Func<T, TKey> key, IComparer<TKey> order, int? maxResults, string? nextToken)
        where TKey : IParsable<TKey>
    {
        if (maxResults is < 0 or > Maximum)
        {
            throw StepFunctionsErrors.Validation($"maxResults must be from 0 to {Maximum}, not {maxResults}.");
        }

        var start = 0;
        if (nextToken is not null)
        {
            if (!TKey.TryParse(nextToken, CultureInfo.InvariantCulture, out var last))
            {
                throw StepFunctionsErrors.InvalidToken(nextToken);
            }

            start = all.TakeWhile(item => order.Compare(key(item), last) <= 0).Count();
        }

        var count = maxResults is null or 0 ? Default : maxResults.Value;
        var page = all.Skip(start).Take(count).ToList();
        return (page, start + page.Count < all.Count ? string.Create(CultureInfo.InvariantCulture, $"{key(page[^1])}") : null);
    }
}

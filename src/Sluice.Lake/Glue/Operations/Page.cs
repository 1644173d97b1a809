using System.Text.Json;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary>
/// One page of a sorted list. The token carries the key of the last item that was given, so what is added or deleted
/// between two pages is neither skipped nor repeated.
/// </summary>
internal static class Page
{
    /// <summary>Cuts the page that a request asks for.</summary>
    /// <param name="items">All items, sorted ordinally by <paramref name="key"/>.</param>
    /// <param name="key">An item's key.</param>
    /// <param name="token">The request's NextToken, or null for the first page.</param>
    /// <param name="maxResults">The request's MaxResults, or null for as many as <paramref name="limit"/>.</param>
    /// <param name="limit">The most that a page holds.</param>
    /// <exception cref="AwsServiceException">The token is not one of ours, or MaxResults is out of range.</exception>
    internal static (IReadOnlyList<T> Items, string? NextToken) Of<T>(
        IEnumerable<T> items, Func<T, IReadOnlyList<string>> key, string? token, int? maxResults, int limit)
    {
        if (maxResults is { } asked && (asked < 1 || asked > limit))
        {
            throw GlueErrors.InvalidInput($"MaxResults is {asked}: it must be between 1 and {limit}.");
        }

        var size = maxResults ?? limit;
        var last = token is null ? default(PartitionValues?) : new PartitionValues(Decode(token));
        var page = new List<T>();
        foreach (var item in items)
        {
            if (last is { } after && new PartitionValues(key(item)).CompareTo(after) <= 0)
            {
                continue;
            }

            if (page.Count == size)
            {
                return (page, Encode(key(page[^1])));
            }

            page.Add(item);
        }

        return (page, null);
    }

    private static string Encode(IReadOnlyList<string> key) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(key));

    private static IReadOnlyList<string> Decode(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(token)) ?? throw new FormatException();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw GlueErrors.InvalidInput($"The NextToken '{token}' is not valid: give the one that the call before returned.");
        }
    }
}

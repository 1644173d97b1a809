using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Results;

/// <summary>The objects that one query's results are, named as Athena names them.</summary>
/// <param name="Bucket">The bucket of the output location.</param>
/// <param name="Prefix">Its key, empty or ended by a slash.</param>
/// <param name="QueryId">The query.</param>
/// <param name="Suffix"><c>.csv</c> for rows, <c>.txt</c> for DDL, nothing for INSERT.</param>
internal sealed record ResultLocation(string Bucket, string Prefix, string QueryId, string Suffix)
{
    /// <summary>The key of the result.</summary>
    public string Key => $"{Prefix}{QueryId}{Suffix}";

    /// <summary>The key of the description of the result's columns.</summary>
    public string MetadataKey => $"{Key}.metadata";

    /// <summary>The key of the list of files that an INSERT wrote.</summary>
    public string ManifestKey => $"{Prefix}{QueryId}-manifest.csv";

    /// <summary>The result, as <c>ResultConfiguration.OutputLocation</c> shows it.</summary>
    public string Uri => new S3Uri(Bucket, Key).ToString();

    /// <summary>The manifest, as <c>Statistics.DataManifestLocation</c> shows it.</summary>
    public string ManifestUri => new S3Uri(Bucket, ManifestKey).ToString();

    /// <summary>Reads the location back from a query's <see cref="Uri"/>.</summary>
    public static ResultLocation Of(string uri, string queryId)
    {
        if (!S3Uri.TryParse(uri, out var parsed))
        {
            throw new InvalidDataException($"Query {queryId} has the output location '{uri}', which is not an s3:// URI.");
        }

        var at = parsed.Key.LastIndexOf(queryId, StringComparison.Ordinal);
        return new ResultLocation(parsed.Bucket, parsed.Key[..at], queryId, parsed.Key[(at + queryId.Length)..]);
    }
}

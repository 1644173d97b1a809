using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Results;

/// <summary>Reads results back from the output location, page by page.</summary>
internal sealed class ResultReader(IObjectStore store)
{
    /// <summary>The description of a result.</summary>
    /// <exception cref="AwsServiceException">Somebody has deleted it.</exception>
    public async Task<ResultMetadata> MetadataAsync(ResultLocation location, CancellationToken cancellationToken)
    {
        await using var content = Open(location, location.MetadataKey);
        return await JsonSerializer.DeserializeAsync<ResultMetadata>(content, cancellationToken: cancellationToken)
            ?? throw new InvalidDataException($"s3://{location.Bucket}/{location.MetadataKey} is empty.");
    }

    /// <summary>Some rows, and where the next page begins; null after the last.</summary>
    /// <param name="location">The result.</param>
    /// <param name="start">The row to begin with; the header counts.</param>
    /// <param name="count">How many rows at most.</param>
    public (List<List<string?>> Rows, string? NextToken) Rows(ResultLocation location, string? start, int count)
    {
        using var content = Open(location, location.Key);
        content.Seek(ParseToken(start, content.Length), SeekOrigin.Begin);
        using var text = new StreamReader(content, new UTF8Encoding(false), false, 1 << 16);
        var rows = new List<List<string?>>();
        var position = content.Length == 0 ? 0 : ParseToken(start, content.Length);
        while (rows.Count < count && ResultCsv.Read(text) is { } row)
        {
            rows.Add(row);
            position += Length(row);
        }

        return (rows, text.Peek() < 0 ? null : Token(position));
    }

    /// <summary>Some lines of a DDL or SHOW result, and where the next page begins; null after the last.</summary>
    /// <param name="location">The result.</param>
    /// <param name="start">The line to begin with.</param>
    /// <param name="count">How many lines at most.</param>
    public (List<List<string?>> Rows, string? NextToken) Lines(ResultLocation location, string? start, int count)
    {
        using var text = new StreamReader(Open(location, location.Key));
        var all = text.ReadToEnd();
        string[] lines = all.Length == 0 ? [] : all.Split('\n');
        var first = (int)ParseToken(start, lines.Length);
        var page = lines.Skip(first).Take(count).Select(static line => new List<string?> { line }).ToList();
        var next = first + page.Count;
        return (page, next < lines.Length ? Token(next) : null);
    }

    /// <summary>The bytes that a row takes in the file.</summary>
    private static long Length(List<string?> row)
    {
        var text = new StringBuilder();
        ResultCsv.Write(text, row);
        return Encoding.UTF8.GetByteCount(text.ToString());
    }

    private static string Token(long position) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes("at " + position.ToString(CultureInfo.InvariantCulture)));

    private static long ParseToken(string? token, long length)
    {
        if (token is null)
        {
            return 0;
        }

        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var written)
            && Encoding.UTF8.GetString(bytes, 0, written) is ['a', 't', ' ', .. var number]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position <= length
            ? position
            : throw AthenaErrors.Invalid("INVALID_NEXT_TOKEN", $"The NextToken '{token}' is not one that GetQueryResults gave for this query.");
    }

    private FileStream Open(ResultLocation location, string key)
    {
        var found = store.BucketExists(location.Bucket) ? store.Find(location.Bucket, key) : null;
        return found is null
            ? throw AthenaErrors.Invalid(
                "QUERY_RESULTS_NOT_FOUND",
                $"Could not find results: s3://{location.Bucket}/{key} is not there. It was deleted after the query; run the query again.")
            : new FileStream(found.FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }
}

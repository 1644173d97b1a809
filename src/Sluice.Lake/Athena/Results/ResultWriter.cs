using System.Text;
using System.Text.Json;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.DuckDb;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Results;

/// <summary>Writes results to the output location.</summary>
internal sealed class ResultWriter(IObjectStore store)
{
    /// <summary>Writes the rows of a query: a header, then the rows.</summary>
    public async Task WriteRowsAsync(
        ResultLocation location,
        IReadOnlyList<DuckDbField> columns,
        IEnumerable<object?[]> rows,
        string temporaryFolder,
        CancellationToken cancellationToken)
    {
        var path = Path.Combine(temporaryFolder, "result.csv");
        await using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16))
        {
            var line = new StringBuilder();
            ResultCsv.Write(line, columns.Select(static column => (string?)column.Name).ToList());
            var values = new string?[columns.Count];
            foreach (var row in rows)
            {
                for (var index = 0; index < values.Length; index++)
                {
                    values[index] = ResultText.Of(row[index], columns[index].Type);
                }

                ResultCsv.Write(line, values);
                if (line.Length > 1 << 16)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await file.WriteAsync(line, cancellationToken);
                    line.Clear();
                }
            }

            await file.WriteAsync(line, cancellationToken);
        }

        await WriteMetadataAsync(
            location,
            new ResultMetadata { Columns = columns.Select(ResultColumns.Describe).ToList(), HasHeader = true },
            cancellationToken);
        await store.PutFileAsync(location.Bucket, location.Key, path, cancellationToken);
    }

    /// <summary>Writes the lines of a DDL or SHOW statement.</summary>
    public async Task WriteLinesAsync(
        ResultLocation location, IReadOnlyList<ColumnInfo> columns, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        await WriteMetadataAsync(location, new ResultMetadata { Columns = columns }, cancellationToken);
        await PutTextAsync(location.Bucket, location.Key, string.Join('\n', lines), "text/plain", cancellationToken);
    }

    /// <summary>Writes what an INSERT has done: how many rows, into which files.</summary>
    public async Task WriteManifestAsync(
        ResultLocation location, long rows, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var count = new ColumnInfo { Name = "rows", Label = "rows", Type = "bigint", Precision = 19 };
        await WriteMetadataAsync(location, new ResultMetadata { Columns = [count], UpdateCount = rows }, cancellationToken);
        await PutTextAsync(
            location.Bucket, location.ManifestKey, string.Concat(files.Select(static file => file + "\n")), "text/csv", cancellationToken);
    }

    private Task WriteMetadataAsync(ResultLocation location, ResultMetadata metadata, CancellationToken cancellationToken) =>
        PutTextAsync(location.Bucket, location.MetadataKey, JsonSerializer.Serialize(metadata), "binary/octet-stream", cancellationToken);

    private async Task PutTextAsync(string bucket, string key, string text, string contentType, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await store.PutAsync(bucket, key, content, contentType, cancellationToken);
    }
}

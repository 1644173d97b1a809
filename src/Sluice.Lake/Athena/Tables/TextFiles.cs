using System.Collections.Concurrent;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Reads text, compressed or not. DuckDB takes the beginning of a compressed file for the whole of it, so each is looked at before
/// it is read: once, since objects never change.
/// </summary>
internal sealed class TextFiles
{
    private readonly ConcurrentDictionary<(string Path, string ETag), string> known = new();

    /// <summary>The reads that together give the rows of the files.</summary>
    /// <param name="scan">The files.</param>
    /// <param name="read">A SELECT of some files of one compression.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    public IEnumerable<ScanBranch> Scan(TableScan scan, Func<string, IReadOnlyList<TableFile>, string> read, CancellationToken cancellationToken)
    {
        foreach (var group in scan.Files.GroupBy(TextCompression.Of))
        {
            var whole = new List<TableFile>();
            foreach (var file in group)
            {
                if (group.Key != TextCompression.None && Problem(file, group.Key, cancellationToken) is { Length: > 0 } problem)
                {
                    yield return UnreadableFile.Branch(scan, file, problem);
                }
                else
                {
                    whole.Add(file);
                }
            }

            if (whole.Count > 0)
            {
                yield return new ScanBranch(read(group.Key, whole), whole);
            }
        }
    }

    /// <summary>What is wrong with a compressed file; empty when nothing is.</summary>
    private string Problem(TableFile file, string compression, CancellationToken cancellationToken)
    {
        var key = (file.Path, file.Object.ETag);
        if (!known.TryGetValue(key, out var problem))
        {
            known[key] = problem = compression == TextCompression.Gzip ? GzipFile.Problem(file, cancellationToken) : ZstandardFile.Problem(file);
        }

        return problem;
    }
}

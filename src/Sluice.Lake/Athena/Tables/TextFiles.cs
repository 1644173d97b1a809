using Sluice.Lake.DuckDb;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Reads text, compressed or not. DuckDB takes the beginning of a compressed file for the whole of it, so each is looked at before
/// it is read: once, since objects never change.
/// </summary>
internal sealed class TextFiles
{
    /// <summary>A delimiter that no text has, so that a line is one field.</summary>
    private const string NoDelimiter = "chr(31) || chr(30)";

    private readonly FileFacts<(string Path, string ETag), string> known = new();
    private readonly FileFacts<(string Path, string ETag, string Condition), bool> lines = new();

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

    /// <summary>
    /// Whether any line of the files meets a condition, in SQL, on <c>line</c>: each file is looked at once for each. Lines that cannot be
    /// read are left to the query that reads them.
    /// </summary>
    public bool AnyLine(
        DuckDbConnection connection, IReadOnlyList<TableFile> files, string compression, string condition, CancellationToken cancellationToken)
    {
        var any = false;
        var unknown = new List<TableFile>();
        foreach (var file in files)
        {
            if (lines.TryGet((file.Path, file.Object.ETag, condition), out var meets))
            {
                any |= meets;
            }
            else
            {
                unknown.Add(file);
            }
        }

        if (unknown.Count > 0)
        {
            using var result = connection.Query(
                $"SELECT DISTINCT filename FROM {WholeLines(unknown, compression, "hive_partitioning=false, filename=true, ignore_errors=true")} WHERE {condition}", cancellationToken);
            var found = result.Rows().Select(static row => (string)row[0]!).ToHashSet(StringComparer.Ordinal);
            foreach (var file in unknown)
            {
                lines.Keep((file.Path, file.Object.ETag, condition), found.Contains(file.Path));
            }

            any |= found.Count > 0;
        }

        return any;
    }

    /// <summary>DuckDB's reader of files as rows of one column, <c>line</c>.</summary>
    /// <param name="files">The files.</param>
    /// <param name="compression">How they are compressed.</param>
    /// <param name="options">Further options of the reader.</param>
    public static string WholeLines(IReadOnlyList<TableFile> files, string compression, string options) =>
        $"read_csv({DuckDbSql.List(files.Select(static file => file.Path))}, columns={{'line': 'VARCHAR'}}, delim={NoDelimiter}, quote='', escape='', "
        + $"header=false, auto_detect=false, nullstr='', allow_quoted_nulls=false, compression='{compression}', {options})";

    /// <summary>What is wrong with a compressed file; empty when nothing is.</summary>
    private string Problem(TableFile file, string compression, CancellationToken cancellationToken)
    {
        var key = (file.Path, file.Object.ETag);
        if (!known.TryGet(key, out var problem))
        {
            problem = compression == TextCompression.Gzip ? GzipFile.Problem(file, cancellationToken) : ZstandardFile.Problem(file);
            known.Keep(key, problem);
        }

        return problem;
    }
}

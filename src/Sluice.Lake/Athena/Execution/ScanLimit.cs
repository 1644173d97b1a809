using System.Globalization;

namespace Sluice.Lake.Athena.Execution;

/// <summary>The work group's limit on what one query reads.</summary>
internal static class ScanLimit
{
    /// <summary>Cancels a query that would pass it; Athena cancels one that has.</summary>
    /// <exception cref="QueryCancelledException">It would.</exception>
    public static void Check(QueryRun run, long bytes)
    {
        if (run.BytesScannedCutoff is { } cutoff && bytes > cutoff)
        {
            throw new QueryCancelledException(string.Create(
                CultureInfo.InvariantCulture,
                $"Query cancelled! : Bytes scanned limit was exceeded: the query reads {bytes} bytes, work group '{run.Query.WorkGroup}' allows {cutoff}"));
        }
    }
}

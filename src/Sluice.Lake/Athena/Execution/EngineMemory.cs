namespace Sluice.Lake.Athena.Execution;

/// <summary>How much memory one DuckDB takes before it spills to disk. By itself each would take most of the machine.</summary>
internal static class EngineMemory
{
    /// <summary>What all of them take together of the memory that .NET may use, which respects containers; the rest is for the lake and others.</summary>
    private const double Share = 0.6;

    /// <summary>DuckDB does little with less.</summary>
    private const long LeastMebibytes = 256;

    /// <summary>DuckDB's <c>memory_limit</c> for one of those that run side by side.</summary>
    public static string Limit(int sideBySide)
    {
        var mebibytes = (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * Share / sideBySide) >> 20;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Max(LeastMebibytes, mebibytes)}MiB");
    }
}

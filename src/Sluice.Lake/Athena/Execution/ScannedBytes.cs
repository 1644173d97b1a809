using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Tables;

namespace Sluice.Lake.Athena.Execution;

/// <summary>
/// Counts the bytes of the files that a plan reads. Partitions that the query excludes do not count: DuckDB's plan says how
/// many of a read's files are left, and does not show a read of which none is.
/// </summary>
internal static class ScannedBytes
{
    /// <summary>The bytes of all reads of DuckDB's physical plan.</summary>
    public static long Of(JsonNode? plan, IReadOnlyList<RelationPlan> tables)
    {
        var branches = tables.SelectMany(static table => table.Branches).Where(static branch => branch.Files.Count > 0).ToList();
        return branches.Count == 0 ? 0 : Sum(plan, branches);
    }

    private static long Sum(JsonNode? plan, List<ScanBranch> branches)
    {
        switch (plan)
        {
            case JsonArray items:
                return items.Sum(item => Sum(item, branches));
            case JsonObject node:
                var name = ((string?)node["name"] ?? "").Trim();
                var own = name.StartsWith("READ_", StringComparison.Ordinal) ? Read(node["extra_info"] as JsonObject, branches) : 0;
                return own + Sum(node["children"], branches);
            default:
                return 0;
        }
    }

    private static long Read(JsonObject? info, List<ScanBranch> branches)
    {
        // The plan does not name the files. A read is known by how many it has; where that leaves several, by their mean.
        var share = ((string?)info?["Scanning Files"])?.Split('/');
        if (share is [var read, var of]
            && long.TryParse(read, CultureInfo.InvariantCulture, out var some)
            && int.TryParse(of, CultureInfo.InvariantCulture, out var all)
            && branches.Where(branch => branch.Files.Count == all).ToList() is { Count: > 0 } alike)
        {
            return alike.Sum(static branch => branch.Bytes) / alike.Count * some / Math.Max(1, all);
        }

        return branches.Sum(static branch => branch.Bytes) / branches.Count;
    }
}

using Sluice.Runs;

namespace Sluice.Staging;

/// <summary>The name of a run's own copy of a table: <c>&lt;table&gt;__run_&lt;run_id&gt;</c>.</summary>
public static class StagedName
{
    /// <summary>The longest name that Glue and Athena allow.</summary>
    public const int Longest = 255;

    private const string Infix = "__run_";

    /// <summary>The longest name of a table that can be staged.</summary>
    public const int LongestTable = Longest - RunId.Length - 6;

    /// <summary>The staged table's name.</summary>
    /// <exception cref="ArgumentException">The name would be longer than Glue allows.</exception>
    public static string Of(string table, string runId) =>
        table.Length <= LongestTable
            ? $"{table}{Infix}{runId}"
            : throw new ArgumentException($"The table name '{table}' has {table.Length} characters. At most {LongestTable} leave room for the staged table's name.", nameof(table));

    /// <summary>True when a table of the catalog is some run's staged copy.</summary>
    public static bool IsStaged(string table)
    {
        var infix = table.LastIndexOf(Infix, StringComparison.Ordinal);
        return infix > 0 && RunId.IsValid(table[(infix + Infix.Length)..]);
    }
}

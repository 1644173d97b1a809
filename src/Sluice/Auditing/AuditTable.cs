using System.Globalization;
using Sluice.Configuration;
using Sluice.Planning;

namespace Sluice.Auditing;

/// <summary>The one table that holds every pipeline's changes, column by column as its readers know it.</summary>
public static class AuditTable
{
    /// <summary>Its name.</summary>
    public const string Name = "audit";

    /// <summary>The most grain columns that it has room for.</summary>
    public const int MostGrains = 5;

    /// <summary>The most characters of a pipeline's name, a layer and a time grain. Longer ones would be cut, and then found by nobody.</summary>
    public const int LongestWord = 50;

    /// <summary>The most characters of a table's, an attribute's and a grain column's name.</summary>
    public const int LongestName = 100;

    /// <summary>Its partition keys.</summary>
    public static readonly IReadOnlyList<ColumnConfiguration> PartitionKeys =
        [Column("pipeline", Text(LongestWord)), Column("exec_date", "date"), Column("table_name", Text(LongestName)), Column("time_grain", Text(LongestWord))];

    /// <summary>Its columns.</summary>
    public static readonly IReadOnlyList<ColumnConfiguration> Columns =
    [
        Column("layer", Text(LongestWord)),
        Column("attribute", Text(LongestName)),
        .. Enumerable.Range(1, MostGrains).SelectMany(number => new[]
        {
            Column(string.Create(CultureInfo.InvariantCulture, $"grain_key_{number}"), Text(LongestName)),
            Column(string.Create(CultureInfo.InvariantCulture, $"grain_value_{number}"), "varchar(100)"),
        }),
        Column("period", "date"),
        Column("curr_value", "varchar(100)"),
        Column("prev_value", "varchar(100)"),
    ];

    /// <summary>The table in a stage.</summary>
    public static TablePlan Plan(RunEnvironment environment) => new()
    {
        Database = environment.AuditDatabase,
        Name = Name,
        Zone = Zone.Audit,
        Description = "What changed from one exec_date to the next, value by value",
        Location = $"s3://{environment.AuditBucket}/{environment.AuditDatabase}/{Name}/",
        Format = TableFormat.Parquet,
        Columns = Columns,
        PartitionKeys = PartitionKeys,
        Storage = TableStorage.Of(TableFormat.Parquet),
    };

    private static string Text(int length) => string.Create(CultureInfo.InvariantCulture, $"varchar({length})");

    private static ColumnConfiguration Column(string name, string type) => new(name, type);
}

using System.Globalization;
using NodaTime;
using Sluice.Auditing;
using Sluice.Lake.Protocol;
using Sluice.Lineage;
using Sluice.Local.Commands;
using Sluice.Publishing;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Local.Lineage;

/// <summary>Reads the audit table, with the same queries that a person could send to Athena.</summary>
public sealed class AuditRows(AthenaQuery athena, CatalogPlaces places, string database)
{
    /// <summary>When a change is recorded.</summary>
    public const string Needed = "It takes a table that is audited (\"audit\" in its pipeline.json) and two exec_dates of it, the later one "
        + "published last: a run is compared with the greatest earlier exec_date that there is.";

    private static readonly IReadOnlyList<string> Columns =
    [
        "pipeline", "exec_date", "table_name", "time_grain", "layer", "attribute", "period", "curr_value", "prev_value",
        .. Enumerable.Range(1, AuditTable.MostGrains).SelectMany(static number => new[] { Numbered("grain_key", number), Numbered("grain_value", number) }),
    ];

    private SourceTable Table => new(database, AuditTable.Name);

    private string From => $"FROM {SqlValue.Table(database, AuditTable.Name)}";

    /// <summary>The tables in which anything has changed.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been audited yet.</exception>
    public async Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FirstColumnAsync($"SELECT DISTINCT table_name {From} ORDER BY 1", cancellationToken);
        }
        catch (AwsServiceException exception) when (exception.Message.Contains("TABLE_NOT_FOUND", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                $"Nothing has been audited yet: there is no table {database}.{AuditTable.Name}. {Needed}");
        }
    }

    /// <summary>The columns that tell a table's rows apart; empty when no change of it is recorded.</summary>
    public async Task<IReadOnlyList<string>> KeyColumnsAsync(string table, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync($"SELECT {Select} {From} WHERE table_name = {SqlValue.Text(table)} LIMIT 1", cancellationToken);
        return rows.Count == 0 ? [] : [.. rows[0].Key.Select(static pair => pair.Key)];
    }

    /// <summary>What a table's partitions of the audit say of their rows, of the exec_dates after one, up to another.</summary>
    public async Task<IReadOnlyList<AuditPartition>> PartitionsAsync(string table, LocalDate? after, LocalDate upTo, CancellationToken cancellationToken)
    {
        var partitions = new List<AuditPartition>();
        var keys = AuditTable.PartitionKeys.Select(static key => key.Name).ToList();
        foreach (var partition in await places.PartitionsAsync(Table, cancellationToken))
        {
            var named = keys.Zip(partition.Values).ToDictionary();
            if (named["table_name"] == table && Runs.ExecDate.TryParse(named["exec_date"], out var date) && date <= upTo && (after is null || date > after))
            {
                partitions.Add(new AuditPartition(named["pipeline"], date, named["time_grain"], Retention.RunIdOf(partition.Location)));
            }
        }

        return partitions;
    }

    /// <summary>The exec_dates of the rows that meet a condition, latest first.</summary>
    public Task<IReadOnlyList<string>> ExecDatesAsync(string condition, CancellationToken cancellationToken) =>
        FirstColumnAsync($"SELECT DISTINCT CAST(exec_date AS varchar) {From} WHERE {condition} ORDER BY 1 DESC", cancellationToken);

    /// <summary>Keys of the rows that meet a condition, joined by commas.</summary>
    public Task<IReadOnlyList<string>> KeysAsync(string condition, int keyColumns, int most, CancellationToken cancellationToken)
    {
        var joined = string.Join(" || ',' || ", Enumerable.Range(1, keyColumns).Select(static number => $"COALESCE({Numbered("grain_value", number)}, 'NULL')"));
        return FirstColumnAsync($"SELECT DISTINCT {joined} {From} WHERE {condition} ORDER BY 1 LIMIT {SqlValue.Integer(most)}", cancellationToken);
    }

    /// <summary>The rows that meet a condition.</summary>
    public Task<IReadOnlyList<AuditedValue>> FindAsync(string condition, CancellationToken cancellationToken) =>
        RowsAsync($"SELECT {Select} {From} WHERE {condition} ORDER BY exec_date, period, 2, 4, 6, 11, 13, 15, 17, 19", cancellationToken);

    /// <summary>The condition for a table's rows.</summary>
    public static string OfTable(string table) => $"table_name = {SqlValue.Text(table)}";

    /// <summary>The condition for the nth key column to have a value; null for NULL.</summary>
    public static string HasKey(int number, string? value) => value is null
        ? $"{Numbered("grain_value", number)} IS NULL"
        : $"{Numbered("grain_value", number)} = {SqlValue.Text(value)}";

    private static string Select => string.Join(", ", Columns);

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");

    private async Task<IReadOnlyList<string>> FirstColumnAsync(string sql, CancellationToken cancellationToken) =>
        [.. (await athena.RunAsync(sql, database, cancellationToken)).Rows.Select(static row => row[0] ?? "NULL")];

    private async Task<IReadOnlyList<AuditedValue>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        var values = new List<AuditedValue>();
        foreach (var row in (await athena.RunAsync(sql, database, cancellationToken)).Rows)
        {
            var named = Columns.Zip(row).ToDictionary();
            var partition = AuditTable.PartitionKeys.Select(key => named[key.Name]!).ToList(); // partition keys are never NULL
            values.Add(Value(named, await places.RunIdAsync(Table, partition, cancellationToken) ?? throw new InvalidDataException(
                $"The partition {string.Join('/', partition)} of {database}.{AuditTable.Name} points to no run's folder. Run the pipeline again for that date.")));
        }

        return values;
    }

    private static AuditedValue Value(Dictionary<string, string?> row, string runId) => new()
    {
        // Partition keys are never NULL, and the audit writes the others of these.
        Pipeline = row["pipeline"]!,
        ExecDate = Runs.ExecDate.Parse(row["exec_date"]!, "the audit's exec_date"),
        RunId = runId,
        Table = row["table_name"]!,
        Layer = row["layer"]!,
        TimeGrain = row["time_grain"]!,
        Attribute = row["attribute"]!,
        Key = [.. Enumerable.Range(1, AuditTable.MostGrains)
            .Where(number => row[Numbered("grain_key", number)] is not null)
            .Select(number => KeyValuePair.Create(row[Numbered("grain_key", number)]!, row[Numbered("grain_value", number)]))], // by the filter
        Period = row["period"] is { } period ? Runs.ExecDate.Parse(period, "the audit's period") : null,
        Current = row["curr_value"],
        Previous = row["prev_value"],
    };
}

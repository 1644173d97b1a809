using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Lineage;
using Sluice.Local.Commands;
using Sluice.Runs;

namespace Sluice.Local.Lineage;

/// <summary>The partitions of tables and where they point, from the catalog, each table's read once.</summary>
public sealed class CatalogPlaces(LakeClient client)
{
    private readonly Dictionary<SourceTable, OrderedDictionary<string, (IReadOnlyList<string> Values, string Location)>> _partitions = [];

    /// <summary>The greatest exec_date of a table before a date: what the audit of that date compared with; null for none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="position">The position of exec_date among its partition keys, from 0.</param>
    /// <param name="date">The date.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<LocalDate?> BeforeAsync(SourceTable table, int position, LocalDate date, CancellationToken cancellationToken)
    {
        LocalDate? before = null;
        foreach (var (values, _) in (await PartitionsAsync(table, cancellationToken)).Values)
        {
            if (ExecDate.TryParse(values[position], out var candidate) && candidate < date && (before is null || candidate > before))
            {
                before = candidate;
            }
        }

        return before;
    }

    /// <summary>The run that a partition shows; null for a partition that is not there, or whose files lie in no run's folder.</summary>
    public async Task<string?> RunIdAsync(SourceTable table, IReadOnlyList<string> values, CancellationToken cancellationToken) =>
        (await PartitionsAsync(table, cancellationToken)).TryGetValue(Id(values), out var partition) ? Places.RunId(partition.Location) : null;

    /// <summary>The values of a table's partitions.</summary>
    public async Task<IEnumerable<IReadOnlyList<string>>> ValuesAsync(SourceTable table, CancellationToken cancellationToken) =>
        (await PartitionsAsync(table, cancellationToken)).Values.Select(static partition => partition.Values);

    private static string Id(IReadOnlyList<string> values) => string.Join('\0', values);

    private async Task<OrderedDictionary<string, (IReadOnlyList<string> Values, string Location)>> PartitionsAsync(
        SourceTable table, CancellationToken cancellationToken)
    {
        if (!_partitions.TryGetValue(table, out var partitions))
        {
            partitions = await ReadAsync(table, cancellationToken);
            _partitions.Add(table, partitions);
        }

        return partitions;
    }

    private async Task<OrderedDictionary<string, (IReadOnlyList<string> Values, string Location)>> ReadAsync(
        SourceTable table, CancellationToken cancellationToken)
    {
        var partitions = new OrderedDictionary<string, (IReadOnlyList<string>, string)>(StringComparer.Ordinal);
        string? nextToken = null;
        do
        {
            var request = new JsonObject { ["DatabaseName"] = table.Database, ["TableName"] = table.Name, ["ExcludeColumnSchema"] = true };
            if (nextToken is not null)
            {
                request["NextToken"] = nextToken;
            }

            var page = await client.InvokeAsync("AWSGlue.GetPartitions", request, cancellationToken);
            foreach (var partition in page["Partitions"] as JsonArray ?? [])
            {
                IReadOnlyList<string> values = [.. partition!["Values"]!.AsArray().Select(static value => (string)value!)]; // Glue has a value for each key
                partitions[Id(values)] = (values, (string?)partition["StorageDescriptor"]?["Location"] ?? "");
            }

            nextToken = (string?)page["NextToken"];
        }
        while (!string.IsNullOrEmpty(nextToken));

        return partitions;
    }
}

using System.Text.Json.Nodes;
using Sluice.Lineage;
using Sluice.Local.Commands;
using Sluice.Publishing;

namespace Sluice.Local.Lineage;

/// <summary>The partitions of tables and where they point, from the catalog, each table's read once.</summary>
public sealed class CatalogPlaces(LakeClient client)
{
    private readonly Dictionary<SourceTable, OrderedDictionary<string, PartitionLocation>> _partitions = [];

    /// <summary>The partitions of a table.</summary>
    public async Task<IReadOnlyCollection<PartitionLocation>> PartitionsAsync(SourceTable table, CancellationToken cancellationToken) =>
        (await ByValuesAsync(table, cancellationToken)).Values;

    /// <summary>The run that a partition shows; null for a partition that is not there, or whose files lie in no run's folder.</summary>
    public async Task<string?> RunIdAsync(SourceTable table, IReadOnlyList<string> values, CancellationToken cancellationToken) =>
        (await ByValuesAsync(table, cancellationToken)).TryGetValue(Id(values), out var partition) ? Retention.RunIdOf(partition.Location) : null;

    private static string Id(IReadOnlyList<string> values) => string.Join('\0', values);

    private async Task<OrderedDictionary<string, PartitionLocation>> ByValuesAsync(SourceTable table, CancellationToken cancellationToken)
    {
        if (!_partitions.TryGetValue(table, out var partitions))
        {
            partitions = await ReadAsync(table, cancellationToken);
            _partitions.Add(table, partitions);
        }

        return partitions;
    }

    private async Task<OrderedDictionary<string, PartitionLocation>> ReadAsync(SourceTable table, CancellationToken cancellationToken)
    {
        var partitions = new OrderedDictionary<string, PartitionLocation>(StringComparer.Ordinal);
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
                partitions[Id(values)] = new PartitionLocation(values, (string?)partition["StorageDescriptor"]?["Location"] ?? "");
            }

            nextToken = (string?)page["NextToken"];
        }
        while (!string.IsNullOrEmpty(nextToken));

        return partitions;
    }
}

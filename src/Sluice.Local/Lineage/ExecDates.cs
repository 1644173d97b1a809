using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Lineage;
using Sluice.Local.Commands;
using Sluice.Runs;

namespace Sluice.Local.Lineage;

/// <summary>The exec_dates that readers of a table see, from the catalog, each table read once.</summary>
public sealed class ExecDates(LakeClient client)
{
    private readonly Dictionary<SourceTable, List<LocalDate>> _dates = [];

    /// <summary>The greatest exec_date of a table before a date: what the audit of that date compared with; null for none.</summary>
    public async Task<LocalDate?> BeforeAsync(SourceTable table, int position, LocalDate date, CancellationToken cancellationToken)
    {
        if (!_dates.TryGetValue(table, out var dates))
        {
            dates = await ReadAsync(table, position, cancellationToken);
            _dates.Add(table, dates);
        }

        var earlier = dates.Where(candidate => candidate < date).ToList();
        return earlier.Count == 0 ? null : earlier.Max();
    }

    private async Task<List<LocalDate>> ReadAsync(SourceTable table, int position, CancellationToken cancellationToken)
    {
        var dates = new List<LocalDate>();
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
                if (ExecDate.TryParse((string)partition!["Values"]![position]!, out var date)) // Glue has a value for each key
                {
                    dates.Add(date);
                }
            }

            nextToken = (string?)page["NextToken"];
        }
        while (!string.IsNullOrEmpty(nextToken));

        return dates;
    }
}

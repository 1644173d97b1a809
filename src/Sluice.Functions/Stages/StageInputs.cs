using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Glue.Model;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Stages;
using Sluice.Staging;

namespace Sluice.Functions.Stages;

/// <summary>The inputs of a dataset, as tables that Athena can read.</summary>
public sealed class StageInputs(S3Objects objects, CatalogTables tables, FunctionSettings settings)
{
    /// <summary>Makes what a dataset reads readable.</summary>
    /// <returns>For each name in its SQL the table in the catalog.</returns>
    /// <exception cref="InputException">Nobody knows the columns of an input.</exception>
    public async Task<IReadOnlyList<StageInput>> BindAsync(
        RunPlan plan, StageDataset dataset, CancellationToken cancellationToken)
    {
        var database = settings.Environment.ProcessedDatabase;
        var bound = new List<StageInput>();
        foreach (var input in dataset.Tables)
        {
            var location = input.S3Path.TrimEnd('/') + "/";
            if (await FindColumnsAsync(plan, location, cancellationToken) is { } columns)
            {
                var name = StageTableNames.Input(plan, dataset, input);
                await tables.CreateMissingAsync(database, StageTargets.Table(name, location, columns), cancellationToken);
                bound.Add(new StageInput(input.TableName, database, name));
                continue;
            }

            var known = await FindTableAsync(location, cancellationToken) ?? throw new InputException(
                $"{dataset.SqlName}: nobody knows the columns of {input.S3Path}, the table '{input.TableName}'. No stage of '{plan.Pipeline}' has written " +
                $"it in Athena, and no table of {settings.Environment.LandingDatabase} or {database} lies there. Name a crawler of that folder in " +
                "\"crawlers\", or register the table; after \"from_stage\", run the stages before once with this engine.");
            if (Folder(known) == location)
            {
                bound.Add(new StageInput(input.TableName, known.DatabaseName, known.Name));
                continue;
            }

            var own = StageTableNames.Input(plan, dataset, input);
            known.StorageDescriptor.Location = location;
            await tables.CreateMissingAsync(
                database,
                new TableInput { Name = own, TableType = "EXTERNAL_TABLE", Parameters = known.Parameters, StorageDescriptor = known.StorageDescriptor },
                cancellationToken);
            bound.Add(new StageInput(input.TableName, database, own));
        }

        return bound;
    }

    /// <summary>Keeps the columns of what a stage has written, for the runs that read it.</summary>
    public Task KeepColumnsAsync(RunPlan plan, string location, IReadOnlyList<ColumnConfiguration> columns, CancellationToken cancellationToken) =>
        objects.WriteJsonAsync(settings.AssetsBucket, Key(plan, location), columns.ToDictionary(static c => c.Name, static c => c.Type), cancellationToken);

    private async Task<IReadOnlyList<ColumnConfiguration>?> FindColumnsAsync(RunPlan plan, string location, CancellationToken cancellationToken) =>
        await objects.FindAsync(settings.AssetsBucket, Key(plan, location), cancellationToken) is { } json
            ? [.. (JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []).Select(static c => new ColumnConfiguration(c.Key, c.Value, null))]
            : null;

    /// <summary>The table that lies at a folder, or has it among its partitions' folders.</summary>
    private async Task<Table?> FindTableAsync(string location, CancellationToken cancellationToken)
    {
        var candidates = new List<Table>();
        foreach (var database in new[] { settings.Environment.LandingDatabase, settings.Environment.ProcessedDatabase })
        {
            candidates.AddRange((await tables.ListAsync(database, cancellationToken)).Where(table =>
                !StagedName.IsStaged(table.Name) && Folder(table) is { } folder && location.StartsWith(folder, StringComparison.Ordinal)
                && location[folder.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).All(static part => part.Contains('=', StringComparison.Ordinal))));
        }

        return candidates.MaxBy(static table => Folder(table)?.Length);
    }

    private static string? Folder(Table table) => table.StorageDescriptor?.Location is { Length: > 0 } location ? location.TrimEnd('/') + "/" : null;

    private static string Key(RunPlan plan, string location) =>
        $"stages/{plan.Pipeline}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(location.TrimEnd('/') + "/")))}.json";
}

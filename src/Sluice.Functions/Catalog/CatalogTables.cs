using Amazon.Glue;
using Amazon.Glue.Model;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Catalog;

/// <summary>Databases and tables in Glue: created when missing, brought up to date when different, left alone otherwise.</summary>
public sealed class CatalogTables(IAmazonGlue glue, TableConflicts conflicts)
{
    // Another run's update of the same table lies between a read and an update of ours.
    private const int MostAttempts = 5;

    /// <summary>Creates a database unless it is there.</summary>
    public async Task EnsureDatabaseAsync(DatabasePlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await glue.GetDatabaseAsync(new GetDatabaseRequest { Name = plan.Name }, cancellationToken);
        }
        catch (EntityNotFoundException)
        {
            var input = new DatabaseInput { Name = plan.Name, LocationUri = plan.Location };
            await IgnoreExistingAsync(glue.CreateDatabaseAsync(new CreateDatabaseRequest { DatabaseInput = input }, cancellationToken));
        }
    }

    /// <summary>Creates a table unless it is there. One that is there is left as it is: readers see it.</summary>
    /// <param name="run">The run. One from a stage changes no table, and may go on whatever the configuration says by now.</param>
    /// <param name="plan">The table.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TableConflictException">It cannot be changed into what the configuration says.</exception>
    public async Task EnsureAsync(RunPlan run, TablePlan plan, CancellationToken cancellationToken)
    {
        Deadline.Doing($"looking for table {plan.Database}.{plan.Name} in the Glue catalog");
        if (await FindAsync(plan.Database, plan.Name, cancellationToken) is not { } table)
        {
            await CreateAsync(plan.Database, TableInputs.Of(plan, plan.Name, plan.Location), cancellationToken);
            return;
        }

        TableConflicts.RefuseOtherKeys(plan, table);
        TableConflicts.RefuseStagingInSight(run, plan, table);
        if (run.FromStage is null)
        {
            await conflicts.RefuseUnreadableAsync(run, plan, table, cancellationToken);
        }
    }

    /// <summary>
    /// Brings a table's columns, format and description up to date, and points it at a location if one is given: one update of
    /// the version that was read, so that nothing is lost that others change at the same time. Its partitions stay.
    /// </summary>
    /// <returns>The table as it is now.</returns>
    /// <exception cref="InputException">There is none.</exception>
    /// <exception cref="TableConflictException">It cannot be changed into what the run's configuration says.</exception>
    /// <exception cref="ConcurrentModificationException">Others change it again and again: call again.</exception>
    public Task<Table> BringUpToDateAsync(RunPlan run, TablePlan plan, string? location, CancellationToken cancellationToken) =>
        BringUpToDateAsync(run, plan, location, static _ => false, cancellationToken);

    /// <summary>Brings an unpartitioned table up to date and points it at a location, unless it is to stay where it is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">The table.</param>
    /// <param name="location">Where it is pointed.</param>
    /// <param name="stays">Whether it stays, by the location where it is found, in the version that would be replaced.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it points there now.</returns>
    /// <exception cref="InputException">There is none.</exception>
    /// <exception cref="TableConflictException">It cannot be changed into what the run's configuration says.</exception>
    /// <exception cref="ConcurrentModificationException">Others change it again and again: call again.</exception>
    public async Task<bool> PointAsync(RunPlan run, TablePlan plan, string location, Func<string, bool> stays, CancellationToken cancellationToken)
    {
        var table = await BringUpToDateAsync(run, plan, location, stays, cancellationToken);
        return Publisher.IsSameLocation(table.StorageDescriptor?.Location ?? "", location);
    }

    private async Task<Table> BringUpToDateAsync(
        RunPlan run, TablePlan plan, string? location, Func<string, bool> stays, CancellationToken cancellationToken)
    {
        Deadline.Doing($"bringing table {plan.Database}.{plan.Name} up to date in the Glue catalog");
        for (var attempt = 1; ; attempt++)
        {
            var table = await GetAsync(plan.Database, plan.Name, cancellationToken);
            TableConflicts.RefuseOtherKeys(plan, table);
            var present = table.StorageDescriptor?.Location ?? plan.Location;
            if (stays(present))
            {
                return table;
            }

            var wanted = TableInputs.Of(plan, plan.Name, location ?? present);
            if (!Differs(table, wanted) && wanted.StorageDescriptor.Location == present)
            {
                return table;
            }

            await conflicts.RefuseUnreadableAsync(run, plan, table, cancellationToken);
            foreach (var (name, value) in table.Parameters ?? [])
            {
                // What others have noted on the table (crawlers, statistics) stays.
                wanted.Parameters.TryAdd(name, value);
            }

            try
            {
                await glue.UpdateTableAsync(
                    new UpdateTableRequest { DatabaseName = plan.Database, TableInput = wanted, VersionId = table.VersionId }, cancellationToken);

                // As Glue has it now. It may write a thing in its own way, which is no reason to update again.
                return await GetAsync(plan.Database, plan.Name, cancellationToken);
            }
            catch (ConcurrentModificationException) when (attempt < MostAttempts)
            {
                // Read what the other has made of it.
            }
        }
    }

    /// <summary>
    /// A table as the catalog has it: for whoever points it elsewhere and changes nothing of what it says, since others may have
    /// changed that since the plan was made.
    /// </summary>
    /// <exception cref="InputException">There is none.</exception>
    public async Task<TablePlan> AsItIsAsync(TablePlan plan, CancellationToken cancellationToken)
    {
        var table = await GetAsync(plan.Database, plan.Name, cancellationToken);
        return plan with
        {
            Description = table.Description,
            Columns = TableConflicts.Columns(table.StorageDescriptor),
            Storage = new TableStorage
            {
                InputFormat = table.StorageDescriptor?.InputFormat ?? plan.Storage.InputFormat,
                OutputFormat = table.StorageDescriptor?.OutputFormat ?? plan.Storage.OutputFormat,
                SerializationLibrary = table.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? plan.Storage.SerializationLibrary,
                SerdeParameters = table.StorageDescriptor?.SerdeInfo?.Parameters ?? [],
                TableParameters = table.Parameters ?? [],
            },
        };
    }

    /// <summary>Creates the table that a run's statements fill, unless it is there.</summary>
    public Task CreateStagedAsync(TablePlan target, StagedTablePlan staged, CancellationToken cancellationToken) =>
        CreateAsync(staged.Database, TableInputs.Of(target, staged.StagedTable, staged.Location), cancellationToken);

    /// <summary>The table, or null.</summary>
    public async Task<Table?> FindAsync(string database, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await glue.GetTableAsync(new GetTableRequest { DatabaseName = database, Name = name }, cancellationToken)).Table;
        }
        catch (EntityNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The table.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public async Task<Table> GetAsync(string database, string name, CancellationToken cancellationToken) =>
        await FindAsync(database, name, cancellationToken)
        ?? throw new InputException($"Table {database}.{name} is not in the Glue catalog. IngestLanding creates a pipeline's tables.");

    /// <summary>Removes a table from the catalog, not its files; one that is not there is no error.</summary>
    public async Task DeleteAsync(string database, string name, CancellationToken cancellationToken)
    {
        try
        {
            await glue.DeleteTableAsync(new DeleteTableRequest { DatabaseName = database, Name = name }, cancellationToken);
        }
        catch (EntityNotFoundException)
        {
            // A retry finds it gone.
        }
    }

    /// <summary>Creates a table unless it is there.</summary>
    public Task CreateMissingAsync(string database, TableInput input, CancellationToken cancellationToken) => CreateAsync(database, input, cancellationToken);

    /// <summary>The tables of a database.</summary>
    public async Task<IReadOnlyList<Table>> ListAsync(string database, CancellationToken cancellationToken)
    {
        Deadline.Doing($"listing the tables of {database} in the Glue catalog");
        var tables = new List<Table>();
        var request = new GetTablesRequest { DatabaseName = database };
        do
        {
            var page = await glue.GetTablesAsync(request, cancellationToken);
            tables.AddRange(page.TableList ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return tables;
    }

    private Task CreateAsync(string database, TableInput input, CancellationToken cancellationToken) =>
        IgnoreExistingAsync(glue.CreateTableAsync(new CreateTableRequest { DatabaseName = database, TableInput = input }, cancellationToken));

    private static async Task IgnoreExistingAsync(Task creation)
    {
        try
        {
            await creation;
        }
        catch (AlreadyExistsException)
        {
            // Another run, or this one before a retry, was first.
        }
    }

    private static bool Differs(Table table, TableInput wanted)
    {
        var storage = table.StorageDescriptor;
        return (table.Description ?? "") != (wanted.Description ?? "")
            || storage is null
            || storage.InputFormat != wanted.StorageDescriptor.InputFormat
            || storage.OutputFormat != wanted.StorageDescriptor.OutputFormat
            || storage.SerdeInfo?.SerializationLibrary != wanted.StorageDescriptor.SerdeInfo.SerializationLibrary
            || Lacks(storage.SerdeInfo.Parameters, wanted.StorageDescriptor.SerdeInfo.Parameters)
            || Lacks(table.Parameters, wanted.Parameters)
            || !(storage.Columns ?? []).Select(Text).SequenceEqual(wanted.StorageDescriptor.Columns.Select(Text));
    }

    private static string Text(Column column) => $"{column.Name} {column.Type} {column.Comment}";

    private static bool Lacks(Dictionary<string, string>? present, Dictionary<string, string> wanted) =>
        wanted.Any(pair => present is null || !present.TryGetValue(pair.Key, out var value) || value != pair.Value);
}

using Sluice.Lake.Athena.Execution;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Connections;

namespace Sluice.Lake.Glue.Jobs.Scripts.Copying;

/// <summary>What <c>glue/copy_table.py</c> does: a table of the catalog, cleansed if it is told to, as one CSV or Parquet file.</summary>
internal sealed class CopyTable : IJobScript
{
    /// <inheritdoc/>
    public string FileName => "copy_table.py";

    /// <inheritdoc/>
    public async Task RunAsync(JobCall call, CancellationToken cancellationToken)
    {
        var arguments = CopyArguments.Read(call);
        var target = new CopyTarget(call.Objects, arguments.Target, arguments.Format);
        using var session = new EngineSession(call.Folder.CreateTemporary("job"), call.Folder.Root);
        try
        {
            var source = await CopySource.ReadAsync(call, arguments, session, cancellationToken);
            call.Log.Info($"Read {source.Table} ({source.Classification}): {source.Rows} rows.");
            var columns = arguments.Columns ?? source.TextColumns;
            var result = columns is null
                ? source.Relation
                : new Cleansing(session.Connection, source, columns, arguments.Key, arguments.LatestBy).Run(call.Log, cancellationToken);
            var rows = await target.ReplaceAsync(session, result, cancellationToken);
            call.Log.Info($"Wrote {rows} rows to {target}.");
        }
        catch (DuckDbException exception)
        {
            throw new JobFailedException($"{arguments.Source} cannot be copied to {arguments.Target}: {exception.Message}", exception);
        }
        catch (DatabaseException exception)
        {
            throw new JobFailedException($"{arguments.Source} cannot be read: {exception.Message}", exception);
        }
    }
}

using System.Globalization;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary>Creates a table in the catalog.</summary>
internal sealed class CreateTableStatement(TableName name, bool ifNotExists, GlueTable table) : DdlStatement
{
    /// <inheritdoc/>
    public override string SubstatementType => "CREATE_TABLE";

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<string>> ApplyAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
    {
        var database = name.DatabaseOf(run);
        _ = context.Catalog.FindDatabase(database)
            ?? throw Semantic($"[Error 10072]: Database does not exist: {database}");
        var now = context.Time.Now;
        var created = table with
        {
            DatabaseName = database,
            Owner = "hadoop",
            CreateTime = now,
            UpdateTime = now,
            Parameters = new Dictionary<string, string>(table.Parameters ?? new Dictionary<string, string>())
            {
                ["transient_lastDdlTime"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            },
        };

        // A repeated attempt finds its own table; it was not there when the first attempt began.
        if (context.Catalog.FindTable(database, name.Table) is not { } found || !(ifNotExists || (run.IsRepeated && IsOwn(found))))
        {
            context.Catalog.CreateTable(created);
        }

        return Task.FromResult<IReadOnlyList<string>>([]);
    }

    private bool IsOwn(GlueTable found) => found.StorageDescriptor?.Location == table.StorageDescriptor?.Location;
}

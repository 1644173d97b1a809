using Sluice.Local.Athena.Execution;
using Sluice.Local.Athena.Results;
using Sluice.Local.Athena.Tables;
using Sluice.Local.Glue.Catalog;
using Sluice.Local.Hosting;
using Sluice.Local.S3;
using Sluice.Local.Storage;
using Sluice.Local.Time;

namespace Sluice.Local.Athena.Statements;

/// <summary>What statements work with.</summary>
internal sealed record StatementContext
{
    public required IObjectStore Store { get; init; }

    public required IGlueCatalog Catalog { get; init; }

    public required LakeFolder Folder { get; init; }

    public required LakeTime Time { get; init; }

    public required LakeIdentity Identity { get; init; }

    public required SelectPlanner Planner { get; init; }

    public required TableRelations Relations { get; init; }

    public required ResultWriter Results { get; init; }

    /// <summary>A DuckDB for one query.</summary>
    public EngineSession OpenSession() => new(Folder.CreateTemporary("query"), Folder.Root);
}

using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Results;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Hosting;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Athena.Statements;

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

    /// <summary>How many queries run side by side, and share the memory.</summary>
    public required int Concurrency { get; init; }

    /// <summary>A DuckDB for one query.</summary>
    public EngineSession OpenSession() => new(Folder.CreateTemporary("query"), Folder.Root, sideBySide: Concurrency);
}

using Sluice.Lake.Athena.Dialect;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Execution;

/// <summary>A query that is ready to run in a session: its tables are there, its names and types are checked.</summary>
internal sealed record SelectPlan
{
    /// <summary>What DuckDB runs.</summary>
    public required string Sql { get; init; }

    /// <summary>The types of the columns that come out; of names that repeat, DuckDB has changed all but one.</summary>
    public required IReadOnlyList<DuckDbField> Columns { get; init; }

    /// <summary>What turns DuckDB's errors into the user's.</summary>
    public required FailureTranslator Failures { get; init; }

    /// <summary>Bytes of the files that will be read.</summary>
    public required long Bytes { get; init; }
}

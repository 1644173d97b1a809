using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.Results;

namespace Sluice.Lake.Athena.Execution;

/// <summary>One attempt at one query: what a statement needs to know while it runs.</summary>
internal sealed record QueryRun
{
    /// <summary>The query.</summary>
    public required QueryExecution Query { get; init; }

    /// <summary>Where its results go.</summary>
    public required ResultLocation Results { get; init; }

    /// <summary>Whether an earlier attempt was killed: what it left behind is removed first.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>The most bytes that it may read.</summary>
    public long? BytesScannedCutoff { get; init; }

    /// <summary>The database of unqualified names.</summary>
    public string Database => Query.QueryExecutionContext?.Database?.ToLowerInvariant() ?? "default";
}

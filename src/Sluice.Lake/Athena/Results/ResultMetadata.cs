using Sluice.Lake.Athena.Model;

namespace Sluice.Lake.Athena.Results;

/// <summary>
/// What <c>&lt;id&gt;.csv.metadata</c> holds: the columns, and the rows that an INSERT wrote, as JSON. Athena's own form of this
/// object is binary and not documented.
/// </summary>
internal sealed record ResultMetadata
{
    /// <summary>The columns of the result.</summary>
    public required IReadOnlyList<ColumnInfo> Columns { get; init; }

    /// <summary>Rows that an INSERT wrote.</summary>
    public long UpdateCount { get; init; }

    /// <summary>Whether the first row is a header.</summary>
    public bool HasHeader { get; init; }
}

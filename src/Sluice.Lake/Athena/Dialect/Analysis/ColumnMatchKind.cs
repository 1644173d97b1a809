namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>How looking up a name ended.</summary>
internal enum ColumnMatchKind
{
    /// <summary>One column.</summary>
    Found,

    /// <summary>No relation has it.</summary>
    Missing,

    /// <summary>Several have it.</summary>
    Ambiguous,

    /// <summary>A relation whose columns the analysis does not know may have it.</summary>
    Open,
}
